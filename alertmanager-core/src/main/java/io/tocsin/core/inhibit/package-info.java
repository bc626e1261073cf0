/**
 * Inhibition: alerts that keep other alerts from being sent while they fire.
 *
 * <p>Depends on {@code label} and {@code alert}. The index is written by the intake owner and read by any thread.
 */
@NullMarked
package io.tocsin.core.inhibit;

import org.jspecify.annotations.NullMarked;
