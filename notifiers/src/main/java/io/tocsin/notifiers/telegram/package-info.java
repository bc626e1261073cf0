/**
 * Telegram: {@code telegram_configs}.
 *
 * <p>Depends on {@link io.tocsin.notifiers.settings}.
 */
@NullMarked
package io.tocsin.notifiers.telegram;

import org.jspecify.annotations.NullMarked;
