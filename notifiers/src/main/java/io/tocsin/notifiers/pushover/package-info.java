/**
 * Pushover: {@code pushover_configs}.
 *
 * <p>Depends on {@link io.tocsin.notifiers.settings}.
 */
@NullMarked
package io.tocsin.notifiers.pushover;

import org.jspecify.annotations.NullMarked;
