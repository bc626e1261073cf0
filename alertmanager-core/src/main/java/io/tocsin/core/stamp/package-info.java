/**
 * Says which of two versions of one thing, written by members of a cluster whose clocks differ, counts: the one with the
 * later stamp.
 *
 * <p>Depends on nothing. Stamps are immutable, the clock that makes them is thread-safe.
 */
@NullMarked
package io.tocsin.core.stamp;

import org.jspecify.annotations.NullMarked;
