/**
 * Microsoft Teams through Power Automate flows: {@code msteamsv2_configs}.
 *
 * <p>Depends on {@link io.tocsin.notifiers.settings}.
 */
@NullMarked
package io.tocsin.notifiers.msteamsv2;

import org.jspecify.annotations.NullMarked;
