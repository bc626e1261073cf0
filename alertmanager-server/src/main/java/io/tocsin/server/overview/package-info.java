/**
 * What people look at: the alerts that fire, each with its one state, and what of them is asked for, counted, grouped,
 * ordered and cut into pages.
 *
 * <p>Depends on the core alone: no HTTP, no threads, no clock. Everything but what is being built is immutable; what may take
 * long with many alerts is run by whoever asks on threads of its choice.
 */
@NullMarked
package io.tocsin.server.overview;

import org.jspecify.annotations.NullMarked;
