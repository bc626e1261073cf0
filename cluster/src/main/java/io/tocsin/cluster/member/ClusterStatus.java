package io.tocsin.cluster.member;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The cluster as one of its members sees it at a moment.
 *
 * @param name of that member
 * @param isSettled whether notifications no longer wait for the cluster to come to rest
 * @param digest stands for everything that this member holds and that is current: equal where members agree; hexadecimal
 * @param members by name, this one included
 */
public record ClusterStatus(String name, boolean isSettled, String digest, List<Member> members) {
    public ClusterStatus {
        requireNonNull(name, "name");
        requireNonNull(digest, "digest");
        members = List.copyOf(members);
    }

    /** Those that take part: all but those that are gone or have said that they leave; this one in any case. */
    public List<Member> present() {
        return members.stream()
                .filter(member -> member.isSelf() || member.state().takesPart())
                .toList();
    }

    /** Whether two of those that take part are known to have loaded different configurations. */
    public boolean configurationsDiffer() {
        return present().stream()
                        .mapToLong(Member::configHash)
                        .filter(hash -> hash != 0)
                        .distinct()
                        .count()
                > 1;
    }

    /** How far a member takes part: the one whose view this is as it is, the others as they said last. */
    public enum State {
        /**
         * It is there, and takes no turns: it does not know yet, or no longer, what the others know, or they have only just
         * heard that it does.
         */
        JOINING,
        /** It takes its turns; one that has just joined begins some two seconds after it has said so. */
        RANKED,
        /** It said that it leaves. */
        LEAVING,
        /** It has not answered for a while, and may be gone. */
        SILENT,
        /** It was there, and is gone. */
        FAILED;

        boolean takesPart() {
            return this != LEAVING && this != FAILED;
        }
    }

    /**
     * @param configHash of the configuration in force, as {@code alertmanager_config_hash} shows it; 0 if not known
     * @param clockOffset how far its clock is ahead of this member's
     * @param queued versions that wait to be sent to it
     * @param lastHeard when it last said something; empty for the member itself
     * @param lastExchange when everything was last compared with it
     */
    public record Member(
            String name,
            String address,
            boolean isSelf,
            State state,
            String version,
            long configHash,
            Duration clockOffset,
            int queued,
            Optional<Instant> lastHeard,
            Optional<Instant> lastExchange) {
        public Member {
            requireNonNull(name, "name");
            requireNonNull(address, "address");
            requireNonNull(state, "state");
            requireNonNull(version, "version");
            requireNonNull(clockOffset, "clockOffset");
            requireNonNull(lastHeard, "lastHeard");
            requireNonNull(lastExchange, "lastExchange");
        }
    }
}
