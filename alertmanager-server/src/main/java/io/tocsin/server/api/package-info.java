/**
 * API v2: reads what senders post, answers what clients ask, in the original's words.
 *
 * <p>Depends on {@code server.http} and the core. Everything runs on event loops; what may take long runs on workers or
 * in slices.
 */
@NullMarked
package io.tocsin.server.api;

import org.jspecify.annotations.NullMarked;
