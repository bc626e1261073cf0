/**
 * Opsgenie: {@code opsgenie_configs}.
 *
 * <p>Depends on {@link io.tocsin.notifiers.settings}.
 */
@NullMarked
package io.tocsin.notifiers.opsgenie;

import org.jspecify.annotations.NullMarked;
