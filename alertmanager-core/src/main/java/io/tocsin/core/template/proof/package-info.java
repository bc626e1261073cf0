/**
 * Dry runs: whether a template would fail when it is needed.
 *
 * <p>Depends on {@link io.tocsin.core.template}. Everything here is immutable.
 */
@NullMarked
package io.tocsin.core.template.proof;

import org.jspecify.annotations.NullMarked;
