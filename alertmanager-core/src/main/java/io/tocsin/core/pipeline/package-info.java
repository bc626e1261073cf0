/**
 * From a flushed group to notifications: mute, take turns, deduplicate, send and retry, record.
 *
 * <p>Decides only: sending is the {@link io.tocsin.core.pipeline.Notifier} port, time and timers are handed in.
 */
@NullMarked
package io.tocsin.core.pipeline;

import org.jspecify.annotations.NullMarked;
