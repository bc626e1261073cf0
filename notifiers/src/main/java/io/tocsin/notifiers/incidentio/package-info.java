/**
 * incident.io: {@code incidentio_configs}.
 *
 * <p>Depends on {@link io.tocsin.notifiers.settings}.
 */
@NullMarked
package io.tocsin.notifiers.incidentio;

import org.jspecify.annotations.NullMarked;
