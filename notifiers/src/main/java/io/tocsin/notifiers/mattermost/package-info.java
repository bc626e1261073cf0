/**
 * Mattermost: {@code mattermost_configs}.
 *
 * <p>Depends on {@link io.tocsin.notifiers.settings}.
 */
@NullMarked
package io.tocsin.notifiers.mattermost;

import org.jspecify.annotations.NullMarked;
