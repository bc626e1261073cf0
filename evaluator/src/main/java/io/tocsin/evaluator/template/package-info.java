/**
 * Templates in labels and annotations of rules: the core's Go template language with Prometheus's functions.
 *
 * <p>Pure: queries in templates go through a port. Depends on {@code query}.
 */
@NullMarked
package io.tocsin.evaluator.template;

import org.jspecify.annotations.NullMarked;
