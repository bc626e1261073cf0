/**
 * PagerDuty: {@code pagerduty_configs}.
 *
 * <p>Depends on {@link io.tocsin.notifiers.settings}.
 */
@NullMarked
package io.tocsin.notifiers.pagerduty;

import org.jspecify.annotations.NullMarked;
