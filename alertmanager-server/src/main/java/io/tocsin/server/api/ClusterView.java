package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.cluster.member.ClusterStatus;
import io.tocsin.cluster.member.ClusterStatus.Member;
import java.util.List;
import java.util.Optional;

/**
 * What the API shows of the cluster.
 *
 * @param status empty without clustering
 * @param isSealed whether what members say is encrypted and authenticated
 * @param warnings what operators should change, a sentence each
 */
public record ClusterView(Optional<ClusterStatus> status, boolean isSealed, List<String> warnings) {
    public static final ClusterView DISABLED = new ClusterView(Optional.empty(), false, List.of());

    public ClusterView {
        requireNonNull(status, "status");
        warnings = List.copyOf(warnings);
    }

    /** {@code ready}, {@code settling} or {@code disabled}. */
    public String word() {
        return status.map(known -> known.isSettled() ? "ready" : "settling").orElse("disabled");
    }

    /** The members that take part, this one included, by name. */
    public List<Member> present() {
        return status.map(ClusterStatus::present).orElse(List.of());
    }
}
