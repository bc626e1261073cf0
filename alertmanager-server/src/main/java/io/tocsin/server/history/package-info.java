/**
 * Keeps the history in the store, and finds it there.
 *
 * <p>One thread writes, fed by a bounded queue: whatever the disk does, nobody who notifies waits for it. Readers are the
 * API's workers.
 */
@NullMarked
package io.tocsin.server.history;

import org.jspecify.annotations.NullMarked;
