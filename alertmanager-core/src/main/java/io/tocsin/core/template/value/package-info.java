/**
 * The values that templates compute with, each with its Go type: what {@code eq} compares, {@code printf} prints and
 * error messages name.
 *
 * <p>Depends on {@link io.tocsin.core.label} only. Everything here is immutable.
 */
@NullMarked
package io.tocsin.core.template.value;

import org.jspecify.annotations.NullMarked;
