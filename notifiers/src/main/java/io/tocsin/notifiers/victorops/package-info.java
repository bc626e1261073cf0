/**
 * VictorOps: {@code victorops_configs}.
 *
 * <p>Depends on {@link io.tocsin.notifiers.settings}.
 */
@NullMarked
package io.tocsin.notifiers.victorops;

import org.jspecify.annotations.NullMarked;
