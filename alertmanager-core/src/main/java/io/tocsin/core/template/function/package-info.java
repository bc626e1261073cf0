/**
 * The functions that Alertmanager adds to Go's template language.
 *
 * <p>Depends on {@code value}, {@code format} and {@code html}, and on {@link io.tocsin.core.label} for regular
 * expressions. Thread-safe.
 */
@NullMarked
package io.tocsin.core.template.function;

import org.jspecify.annotations.NullMarked;
