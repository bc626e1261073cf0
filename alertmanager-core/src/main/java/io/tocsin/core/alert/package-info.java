/**
 * Alerts: their times, what a sender may post, the intake merge, and the store.
 *
 * <p>Depends on {@code label}. The store has one writer, the intake owner; everything it publishes is immutable.
 */
@NullMarked
package io.tocsin.core.alert;

import org.jspecify.annotations.NullMarked;
