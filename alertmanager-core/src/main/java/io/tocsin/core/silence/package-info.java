/**
 * Silences: what they are, the rules by which they are created, changed and expired, and an index that finds the ones that
 * match a label set.
 *
 * <p>Values and rules are immutable; {@link io.tocsin.core.silence.Silences} is written by one owner and read by any thread.
 */
@NullMarked
package io.tocsin.core.silence;

import org.jspecify.annotations.NullMarked;
