/**
 * What templates are told about a group, as Go values: {@code template.Data} and what it is made of.
 *
 * <p>Depends on {@code value}, {@code format} and {@link io.tocsin.core.label}. Everything here is immutable.
 */
@NullMarked
package io.tocsin.core.template.data;

import org.jspecify.annotations.NullMarked;
