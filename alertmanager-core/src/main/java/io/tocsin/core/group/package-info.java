/**
 * The aggregation group: a state machine that decides when its alerts are flushed and when it is done.
 *
 * <p>Depends on {@code alert} and {@code route}. A group is owned by one shard; nothing here is thread-safe.
 */
@NullMarked
package io.tocsin.core.group;

import org.jspecify.annotations.NullMarked;
