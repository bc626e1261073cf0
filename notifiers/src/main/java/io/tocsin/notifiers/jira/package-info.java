/**
 * Jira: {@code jira_configs}.
 *
 * <p>Depends on {@link io.tocsin.notifiers.settings}.
 */
@NullMarked
package io.tocsin.notifiers.jira;

import org.jspecify.annotations.NullMarked;
