/**
 * Microsoft Teams through its retired connectors: {@code msteams_configs}.
 *
 * <p>Depends on {@link io.tocsin.notifiers.settings}.
 */
@NullMarked
package io.tocsin.notifiers.msteams;

import org.jspecify.annotations.NullMarked;
