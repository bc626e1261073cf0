/**
 * Mail: {@code email_configs}.
 *
 * <p>Depends on {@link io.tocsin.notifiers.settings}.
 */
@NullMarked
package io.tocsin.notifiers.email;

import org.jspecify.annotations.NullMarked;
