/**
 * Discord: {@code discord_configs}.
 *
 * <p>Depends on {@link io.tocsin.notifiers.settings}.
 */
@NullMarked
package io.tocsin.notifiers.discord;

import org.jspecify.annotations.NullMarked;
