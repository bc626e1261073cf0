/**
 * Amazon SNS: {@code sns_configs}.
 *
 * <p>Depends on {@link io.tocsin.notifiers.settings}.
 */
@NullMarked
package io.tocsin.notifiers.sns;

import org.jspecify.annotations.NullMarked;
