package io.tocsin.cluster.member;

import static java.util.Objects.requireNonNull;

import io.tocsin.cluster.message.Introduction;
import io.tocsin.cluster.message.Introduction.Phase;
import io.tocsin.cluster.transport.Node;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Another node that the transport knows of, and what is known of it. A member from its first greeting on, unless it is
 * refused.
 *
 * <p>Owned by the member's owner.
 */
final class Peer {
    private final Node node;
    private final long order;
    private final ClockOffset clock = new ClockOffset();
    private final Responsiveness responsiveness = new Responsiveness();
    private final GreetingSlot greetingSlot;
    private final Outbox outbox;
    private final ExchangePlan exchange;
    private @Nullable Introduction introduction;
    private @Nullable Instant lastHeard;
    private String shownName = "";
    private String refusal = "";
    private boolean isGone;
    private @Nullable Phase heardOf;
    private boolean isConfiguredOtherwise;
    private boolean cameRanked;

    /** @param order in which nodes appeared */
    Peer(Node node, long order, GreetingSlot greetingSlot, ExchangePlan exchange, Function<Peer, Outbox> outboxes) {
        this.node = requireNonNull(node, "node");
        this.order = order;
        this.greetingSlot = requireNonNull(greetingSlot, "greetingSlot");
        this.exchange = requireNonNull(exchange, "exchange");
        this.outbox = outboxes.apply(this);
    }

    Node node() {
        return node;
    }

    long order() {
        return order;
    }

    ClockOffset clock() {
        return clock;
    }

    Responsiveness responsiveness() {
        return responsiveness;
    }

    GreetingSlot greetingSlot() {
        return greetingSlot;
    }

    Outbox outbox() {
        return outbox;
    }

    ExchangePlan exchange() {
        return exchange;
    }

    /** Whether it has said who it is, and is let in. */
    boolean isIntroduced() {
        return introduction != null && refusal.isEmpty() && !isGone;
    }

    /** What a member says of itself. */
    Introduction introduction() {
        return requireNonNull(introduction, "introduction");
    }

    /** @return whether that is something else than before; false the first time, and where it is out of date */
    boolean introduced(Introduction said) {
        refusal = "";
        Introduction before = introduction;
        if (before != null && said.revision() <= before.revision()) {
            return false;
        }
        introduction = said;
        cameRanked |= before == null && said.phase() == Phase.RANKED;
        return before != null;
    }

    /** Whether it took its turns already when the two members met, so that neither has waited for the other. */
    boolean cameRanked() {
        return cameRanked;
    }

    boolean is(Phase phase) {
        return introduction != null && introduction.phase() == phase;
    }

    /** The name by which this member is told apart; empty as long as it is none. */
    String shownName() {
        return shownName;
    }

    void showAs(String name) {
        shownName = name;
    }

    /** Why it is none of the cluster; empty if it is. */
    String refusal() {
        return refusal;
    }

    void refuse(String reason) {
        refusal = reason;
    }

    boolean isGone() {
        return isGone;
    }

    void gone() {
        isGone = true;
        outbox.close();
    }

    Optional<Instant> lastHeard() {
        return Optional.ofNullable(lastHeard);
    }

    void heardAt(Instant now) {
        lastHeard = now;
    }

    /** Whether it has heard that the member here is in that phase. */
    boolean heardOf(Phase phase) {
        return phase == heardOf;
    }

    /** Whether it has answered a greeting. */
    boolean knowsThisMember() {
        return heardOf != null;
    }

    void hears(Phase phase) {
        heardOf = phase;
    }

    /** Whether it is known to have loaded another configuration. */
    boolean isConfiguredOtherwise() {
        return isConfiguredOtherwise;
    }

    void configuredOtherwise(boolean isOtherwise) {
        isConfiguredOtherwise = isOtherwise;
    }

    /** It as the sender of versions that have come now. */
    Arrivals.Sender sender() {
        return new Arrivals.Sender(shownName, clock.ahead().negated(), outbox);
    }
}
