package io.tocsin.core.pipeline;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.notificationlog.ReceiverValue;
import io.tocsin.core.pipeline.Notification.NotifiedAlert;
import io.tocsin.core.pipeline.Receiver.Integration;
import io.tocsin.core.stamp.Stamped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One integration's branch of a flush: deduplicate, send, retry, record.
 *
 * <pre>
 * Waiting -> Sending   turn came, and the receiver has to be told
 * Waiting -> Done      turn came, and there is nothing to say or nobody wants to hear it
 * Sending -> Done      delivered, rejected, or the deadline passed
 * Sending -> Pausing   retry later
 * Pausing -> Sending   pause over
 * Pausing -> Done      deadline passed, superseded, or another member has told the receiver
 * Sending -> Done      superseded, and the attempt under way fails or takes longer than a grace period
 * </pre>
 *
 * <p>Owned by the shard of its group.
 *
 * @see "Upstream: notify.DedupStage, RetryStage and SetNotifiesStage, v0.34.0"
 */
public final class Delivery {
    /** How long an attempt may keep the delivery that takes its place waiting, once the routing has changed. */
    private static final Duration SUPERSEDED_GRACE = Duration.ofSeconds(10);

    private static final String SUPERSEDED = "context canceled: reloaded or stopped";

    private final FlushedGroup group;
    private final Integration integration;
    private final NotificationKey key;
    private final Function<NotificationKey, Optional<Stamped<NotificationEntry>>> log;
    private final Duration retention;
    private final ResolvesWhileMuted resolvesWhileMuted;
    private final Backoff backoff;

    private State state = State.WAITING;
    private DeliveryContent content;
    private Set<Labels> kept = Set.of();

    /** What the log knew before the first attempt, when it was decided what to tell. */
    private Optional<Stamped<NotificationEntry>> lastTold = Optional.empty();

    private @Nullable Notification notification;
    private boolean isOnlyOwed;
    private int attempts;
    private boolean isSuperseded;
    private Instant attemptedAt;

    /** When this is given up; moves with a clock that is set back. */
    private Instant deadline;

    private Instant lastSeen;
    private SendResult.@Nullable RetryLater lastFailure;

    private enum State {
        WAITING,
        SENDING,
        PAUSING,
        DONE
    }

    /**
     * @param log asked when the turn comes, not before: another member may have sent meanwhile
     * @param retention how long entries of the log live at most; {@code > 0}
     * @param resolvesWhileMuted whether this integration is told of muted alerts that resolve
     * @param random spreads the retries
     */
    public Delivery(
            FlushedGroup group,
            Integration integration,
            Function<NotificationKey, Optional<Stamped<NotificationEntry>>> log,
            Duration retention,
            ResolvesWhileMuted resolvesWhileMuted,
            RandomGenerator random) {
        this.group = requireNonNull(group, "group");
        this.integration = requireNonNull(integration, "integration");
        this.key = integration.keyFor(group.groupKey());
        this.log = requireNonNull(log, "log");
        this.retention = requireNonNull(retention, "retention");
        this.resolvesWhileMuted = requireNonNull(resolvesWhileMuted, "resolvesWhileMuted");
        this.content = DeliveryContent.of(group);
        this.backoff = new Backoff(random);
        this.attemptedAt = group.tick();
        this.deadline = group.deadline();
        this.lastSeen = group.tick();
    }

    public NotificationKey key() {
        return key;
    }

    public Integration integration() {
        return integration;
    }

    public FlushedGroup group() {
        return group;
    }

    /** The last attempt that is to be tried again, if there was one. */
    public Optional<SendResult.RetryLater> lastFailure() {
        return Optional.ofNullable(lastFailure);
    }

    /** Attempts begun so far. */
    public int attempts() {
        return attempts;
    }

    /** When the last attempt began; the tick of the flush before the first. */
    public Instant attemptedAt() {
        return attemptedAt;
    }

    /**
     * Whether it sends because of owed resolves alone: to the group it is as if there was nothing to send, and a
     * failure keeps nothing in it.
     */
    public boolean isOnlyOwed() {
        return isOnlyOwed;
    }

    /**
     * The resolves that the integration is owed when it ended so, whether or not their alerts stay in the group. None
     * after a reload: the groups form again, and ask the notification log.
     */
    public List<NotifiedAlert> owedAfter(DeliveryOutcome outcome) {
        if (isSuperseded) {
            return List.of();
        } else if (outcome instanceof DeliveryOutcome.Failed || isServedByOther(outcome)) {
            return content.owed();
        }
        boolean isHeld = outcome instanceof DeliveryOutcome.Unneeded unneeded
                && unneeded.verdict() instanceof DedupVerdict.ResolveHeld;
        return isHeld ? content.alerts() : List.of();
    }

    /**
     * The resolved alerts that have to stay in the group, although nothing failed: another member served the flush and has
     * told that they fire, and may be gone before it tells that they do not.
     */
    public Set<Labels> kept() {
        return kept;
    }

    private static boolean isServedByOther(DeliveryOutcome outcome) {
        return outcome instanceof DeliveryOutcome.Unneeded unneeded
                && unneeded.verdict() instanceof DedupVerdict.ServedByOther;
    }

    public List<DeliveryEffect> on(DeliveryEvent event, Instant now) {
        seen(now);
        if (event instanceof DeliveryEvent.TurnCame) {
            return state == State.WAITING ? begin(now) : List.of();
        } else if (event instanceof DeliveryEvent.AttemptEnded ended) {
            return state == State.SENDING ? attemptEnded(ended.result(), now) : List.of();
        } else if (event instanceof DeliveryEvent.RetryDue) {
            return retryDue(now);
        } else if (event instanceof DeliveryEvent.Superseded) {
            return supersede(now);
        }
        throw new AssertionError("unhandled event: " + event);
    }

    /** Neither the deadline nor a pause may last longer because the clock was set back. */
    private void seen(Instant now) {
        if (now.isBefore(lastSeen)) {
            Duration setBack = Duration.between(now, lastSeen);
            deadline = deadline.minus(setBack);
            attemptedAt = attemptedAt.minus(setBack);
        }
        lastSeen = now;
    }

    private List<DeliveryEffect> retryDue(Instant now) {
        if (state == State.SENDING && isSuperseded) {
            return giveUp(SUPERSEDED);
        }
        return state == State.PAUSING ? retry(now) : List.of();
    }

    /** An attempt under way may still succeed, and its successor must not send the same; but it may not hold it up. */
    private List<DeliveryEffect> supersede(Instant now) {
        isSuperseded = true;
        return switch (state) {
            case WAITING, PAUSING -> giveUp(SUPERSEDED);
            case SENDING -> List.of(new DeliveryEffect.RetryAt(now.plus(SUPERSEDED_GRACE)));
            case DONE -> List.of();
        };
    }

    private List<DeliveryEffect> begin(Instant now) {
        lastTold = log.apply(key);
        Optional<NotificationEntry> last = lastTold.map(Stamped::value);
        content = contentAfter(last);
        DedupVerdict verdict = content.verdict(last, group, integration.sendResolved());
        if (verdict instanceof DedupVerdict.ResolveUnwanted) {
            Map<String, ReceiverValue> known =
                    last.map(NotificationEntry::receiverData).orElse(Map.of());
            return delivered(NotificationReason.ALL_RESOLVED, known, now);
        }
        if (!(verdict instanceof DedupVerdict.Notify notify)) {
            return unneeded(verdict, last);
        }
        isOnlyOwed = !content.owed().isEmpty()
                && !(DeliveryContent.of(group).verdict(last, group, integration.sendResolved())
                        instanceof DedupVerdict.Notify);
        Map<String, ReceiverValue> known = notify.reason() == NotificationReason.FIRST_NOTIFICATION || last.isEmpty()
                ? Map.of()
                : last.get().receiverData();
        Notification wanted = notification(notify.reason(), known);
        notification = wanted;
        return attempt(wanted, Optional.of(inDoubt(last, now)), now);
    }

    private DeliveryContent contentAfter(Optional<NotificationEntry> last) {
        return DeliveryContent.of(group, integration, resolvesWhileMuted, last);
    }

    private List<DeliveryEffect> unneeded(DedupVerdict verdict, Optional<NotificationEntry> last) {
        if (verdict instanceof DedupVerdict.ServedByOther) {
            kept = last.map(content::resolvesUnknownTo).orElse(Set.of());
        }
        return finish(new DeliveryOutcome.Unneeded(verdict));
    }

    /** What the receiver may know once the attempt has begun: what it knew, or all of this. */
    private NotificationEntry inDoubt(Optional<NotificationEntry> last, Instant now) {
        NotificationEntry told = entry(Map.of(), now);
        return last.map(before -> before.inDoubtWith(told)).orElse(told.inDoubt());
    }

    private Notification notification(NotificationReason reason, Map<String, ReceiverValue> receiverData) {
        return new Notification(
                integration.receiver(),
                group.groupKey(),
                group.groupLabels(),
                Labels.EMPTY,
                reason,
                content.sent(integration.sendResolved()),
                receiverData,
                group.tick(),
                deadline);
    }

    private List<DeliveryEffect> attempt(Notification wanted, Optional<NotificationEntry> inDoubt, Instant now) {
        state = State.SENDING;
        attempts++;
        attemptedAt = now;
        return List.of(new DeliveryEffect.Send(wanted, inDoubt));
    }

    private List<DeliveryEffect> attemptEnded(SendResult result, Instant now) {
        if (result instanceof SendResult.Delivered delivered) {
            return delivered(requireNonNull(notification).reason(), delivered.receiverData(), now);
        } else if (result instanceof SendResult.Rejected rejected) {
            return finish(new DeliveryOutcome.Failed(
                    rejected.reason(),
                    describe("notify retry canceled due to unrecoverable error after", rejected.message()),
                    attempts,
                    false));
        } else if (result instanceof SendResult.RetryLater failure) {
            // An attempt that the end of the flush cuts off says less than the one before it.
            if (lastFailure == null || now.isBefore(deadline)) {
                lastFailure = failure;
            }
            return isSuperseded ? giveUp(SUPERSEDED) : pause(now);
        }
        throw new AssertionError("unhandled result: " + result);
    }

    /** The pause counts from the start of the attempt; an attempt that took longer is followed at once. */
    private List<DeliveryEffect> pause(Instant now) {
        Instant next = attemptedAt.plus(backoff.next());
        if (next.isBefore(now)) {
            next = now;
        }
        state = State.PAUSING;
        return List.of(new DeliveryEffect.RetryAt(next.isBefore(deadline) ? next : deadline));
    }

    private List<DeliveryEffect> retry(Instant now) {
        if (!now.isBefore(deadline)) {
            return giveUp("the flush ended");
        }
        // Deviation D-288: another member may have got through meanwhile, and the receiver need not hear it twice.
        Optional<Stamped<NotificationEntry>> told = log.apply(key);
        if (!told.equals(lastTold)) {
            Optional<NotificationEntry> last = told.map(Stamped::value);
            DeliveryContent newest = contentAfter(last);
            DedupVerdict verdict = newest.verdict(last, group, integration.sendResolved());
            if (!(verdict instanceof DedupVerdict.Notify)) {
                content = newest;
                return unneeded(verdict, last);
            }
        }
        return attempt(requireNonNull(notification), Optional.empty(), now);
    }

    /** The last failure says more than the end of the flush does, where there was one. */
    private List<DeliveryEffect> giveUp(String why) {
        SendResult.RetryLater last = lastFailure;
        FailureReason reason = last == null ? FailureReason.CONTEXT_CANCELED : last.reason();
        String message = last == null ? why : last.message();
        return finish(new DeliveryOutcome.Failed(
                reason, describe("notify retry canceled after", message), attempts, isSuperseded));
    }

    private String describe(String what, String cause) {
        return key.receiver() + "/" + key.integration() + "[" + key.index() + "]: " + what + " " + attempts
                + " attempts: " + cause;
    }

    private List<DeliveryEffect> delivered(
            NotificationReason reason, Map<String, ReceiverValue> receiverData, Instant now) {
        state = State.DONE;
        return List.of(
                new DeliveryEffect.Remember(entry(receiverData, now), lastTold),
                new DeliveryEffect.Finish(new DeliveryOutcome.Sent(reason, attempts)));
    }

    private NotificationEntry entry(Map<String, ReceiverValue> receiverData, Instant now) {
        Duration twoRepeats = group.repeatInterval().multipliedBy(2);
        Duration lifetime = twoRepeats.compareTo(retention) < 0 ? twoRepeats : retention;
        return new NotificationEntry(
                key, now, content.firing().union(content.open()), content.resolved(), receiverData, now.plus(lifetime));
    }

    private List<DeliveryEffect> finish(DeliveryOutcome outcome) {
        state = State.DONE;
        return List.of(new DeliveryEffect.Finish(outcome));
    }
}
