package io.tocsin.core.group;

/**
 * What a group's last flush made of one of its alerts. Of an alert in several groups the last of these counts.
 *
 * @see "Upstream: alert.AlertState and marker.GroupMarker, v0.34.0"
 */
public enum MemberState {
    /** It came after the last flush. */
    UNPROCESSED,
    /** It was not silenced or inhibited; a time interval may have muted the whole group. */
    ACTIVE,
    /** It was silenced or inhibited. */
    SUPPRESSED
}
