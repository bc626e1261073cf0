/**
 * Prints values as Go's fmt, strconv, time and encoding/json do, and holds Go's times with all that can be asked of them.
 *
 * <p>Depends on {@code value}, and on {@link io.tocsin.core.label}, {@link io.tocsin.core.alert} and {@link
 * io.tocsin.core.timeinterval}. What is public is immutable or static.
 */
@NullMarked
package io.tocsin.core.template.format;

import org.jspecify.annotations.NullMarked;
