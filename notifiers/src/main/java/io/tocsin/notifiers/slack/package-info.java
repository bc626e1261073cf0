/**
 * Slack: {@code slack_configs}.
 *
 * <p>Depends on {@link io.tocsin.notifiers.settings}.
 */
@NullMarked
package io.tocsin.notifiers.slack;

import org.jspecify.annotations.NullMarked;
