package io.tocsin.cluster.event;

import java.time.Duration;

/** Something that happened in the cluster and that metrics and logs tell of. */
public sealed interface ClusterEvent {
    /** What a message is about. */
    enum Topic {
        /** A part of an exchange of everything. */
        FULL_STATE,
        /** Versions that were just written. */
        UPDATE,
        /** Who is there, and how they are. */
        GREETING
    }

    /** A member was seen for the first time, or again. */
    record MemberJoined(String name, String address) implements ClusterEvent {}

    /** @param isGraceful whether it said so itself */
    record MemberLeft(String name, String address, boolean isGraceful) implements ClusterEvent {}

    /** What a member says of itself has changed. */
    record MemberUpdated(String name) implements ClusterEvent {}

    /** Two members want the same name. */
    record NameConflict(String name, String address, String shownAs) implements ClusterEvent {}

    /**
     * A node is not let in: another label, another wire version, no or another secret.
     *
     * @param reason for operators: what was expected, what was found, what to do
     */
    record NodeRefused(String address, String reason) implements ClusterEvent {}

    /**
     * A message, or the answer to a part of an exchange, which may be as large.
     *
     * @param bytes size on the wire
     * @param untilAnswered zero if it was an answer itself
     */
    record MessageSent(Topic topic, int bytes, Duration untilAnswered, boolean isAcknowledged)
            implements ClusterEvent {}

    /** A member has these versions: how many of each kind. */
    record VersionsSent(String name, int alerts, int silences, int notifications) implements ClusterEvent {}

    record MessageReceived(Topic topic, int bytes) implements ClusterEvent {}

    /** A member answered a greeting. */
    record Pinged(String name, Duration roundTrip) implements ClusterEvent {}

    /**
     * Notifications begin to wait until members no longer come and go.
     *
     * @param interval between two looks at that
     */
    record SettlingBegun(Duration interval) implements ClusterEvent {}

    /**
     * Members have come or gone since the look before.
     *
     * @param polls looks before this one
     */
    record NotSettled(int polls, int before, int now, Duration elapsed) implements ClusterEvent {}

    /** @param isComplete false where the longest wait was over first */
    record Settled(Duration elapsed, int members, boolean isComplete) implements ClusterEvent {}

    /**
     * From now on this member takes its turns.
     *
     * @param hasSeenAll whether it knows what the others know; otherwise {@code --cluster.settle-timeout} was over first
     */
    record Ranked(int members, boolean hasSeenAll) implements ClusterEvent {}

    /**
     * Everything was compared with another member.
     *
     * @param sent versions that it did not have
     * @param received versions that were news here
     */
    record Exchanged(String name, int sent, int received, Duration duration) implements ClusterEvent {}

    record ExchangeFailed(String name, String reason) implements ClusterEvent {}

    /** So much waited for a member that it is forgotten; the next exchange brings it. */
    record QueueDropped(String name, int versions) implements ClusterEvent {}

    /**
     * A version came that this member cannot hold, such as a silence whose matchers it does not understand; or one was written
     * here that is too large for the others.
     *
     * @param name of the member that it came from
     */
    record VersionRefused(String name, String reason) implements ClusterEvent {}

    /** A post was answered although no other member has said that it has it. */
    record AcknowledgedAlone(Duration waited) implements ClusterEvent {}

    /** Of a look for somebody, where nothing takes connections. */
    String NOBODY_ANSWERS = "nobody answers there, will retry";

    /**
     * A member that was gone, or a peer that is given as an address, was looked for.
     *
     * @param problem for operators: why it could not be joined; empty if it could
     */
    record ReconnectTried(String address, String problem) implements ClusterEvent {
        public boolean isSuccess() {
            return problem.isEmpty();
        }
    }

    /**
     * The names of the peers were resolved again, and a new address was tried, or a name has none.
     *
     * @param address {@code host:port}; that of the peer as it is given, where its name does not resolve, or does again
     * @param problem for operators: why it could not be joined; empty if it could, or the name resolves again
     */
    record PeersRefreshed(String address, String problem) implements ClusterEvent {
        public boolean isSuccess() {
            return problem.isEmpty();
        }
    }

    /** Members have loaded different configurations, or the same again. */
    record ConfigurationsDiffer(boolean differ, String name) implements ClusterEvent {}
}
