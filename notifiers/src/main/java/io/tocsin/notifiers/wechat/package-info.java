/**
 * WeChat: {@code wechat_configs}.
 *
 * <p>Depends on {@link io.tocsin.notifiers.settings}.
 */
@NullMarked
package io.tocsin.notifiers.wechat;

import org.jspecify.annotations.NullMarked;
