/**
 * What every integration is made of, whatever it talks to: its type, its maker, and what notifiers share.
 *
 * <p>Depends on the core, {@link io.tocsin.notifiers.http}, {@link io.tocsin.notifiers.rendering} and {@link
 * io.tocsin.notifiers.settings}; each integration's
 * package depends on this one.
 */
@NullMarked
package io.tocsin.notifiers.integration;

import org.jspecify.annotations.NullMarked;
