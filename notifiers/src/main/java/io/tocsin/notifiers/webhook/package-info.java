/**
 * The webhook integration: its settings and the notifier that posts alerts as JSON.
 *
 * <p>Depends on the core only. The settings are immutable; the notifier says itself which thread owns it.
 */
@NullMarked
package io.tocsin.notifiers.webhook;

import org.jspecify.annotations.NullMarked;
