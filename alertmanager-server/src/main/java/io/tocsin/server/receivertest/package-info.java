/**
 * Tests of receivers: notifications that no alert asked for, sent as real ones are.
 *
 * <p>Depends on the core, the notifiers, {@code http} and {@code metrics}. Thread-safe.
 */
@NullMarked
package io.tocsin.server.receivertest;

import org.jspecify.annotations.NullMarked;
