/**
 * Webex: {@code webex_configs}.
 *
 * <p>Depends on {@link io.tocsin.notifiers.settings}.
 */
@NullMarked
package io.tocsin.notifiers.webex;

import org.jspecify.annotations.NullMarked;
