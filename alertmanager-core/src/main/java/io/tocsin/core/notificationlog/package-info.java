/**
 * What each integration of each receiver was last told about each group.
 *
 * <p>Depends on {@code label} and {@code stamp}. The log is what deduplication asks and what members of a cluster share.
 */
@NullMarked
package io.tocsin.core.notificationlog;

import org.jspecify.annotations.NullMarked;
