/**
 * Rocket.Chat: {@code rocketchat_configs}.
 *
 * <p>Depends on {@link io.tocsin.notifiers.settings}.
 */
@NullMarked
package io.tocsin.notifiers.rocketchat;

import org.jspecify.annotations.NullMarked;
