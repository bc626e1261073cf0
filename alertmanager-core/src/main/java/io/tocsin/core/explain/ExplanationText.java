package io.tocsin.core.explain;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.engine.GroupState;
import io.tocsin.core.engine.GroupState.DeliveryState;
import io.tocsin.core.engine.GroupState.FailedDelivery;
import io.tocsin.core.engine.GroupState.IntegrationState;
import io.tocsin.core.explain.Explanation.Destination;
import io.tocsin.core.explain.Explanation.IntegrationOutlook;
import io.tocsin.core.explain.Explanation.Mute;
import io.tocsin.core.history.HistoryPage;
import io.tocsin.core.history.HistoryPage.Found;
import io.tocsin.core.history.HistoryText;
import io.tocsin.core.inhibit.Inhibition;
import io.tocsin.core.label.Brief;
import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.label.PrometheusDuration;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.pipeline.AlertShare;
import io.tocsin.core.pipeline.DedupVerdict;
import io.tocsin.core.pipeline.MuteCause;
import io.tocsin.core.route.Route;
import io.tocsin.core.route.RouteOption;
import io.tocsin.core.route.RoutingExplanation.MatcherVerdict;
import io.tocsin.core.route.RoutingExplanation.Next;
import io.tocsin.core.route.RoutingExplanation.RouteVerdict;
import io.tocsin.core.route.RoutingExplanation.Visit;
import io.tocsin.core.silence.Silence;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An {@link Explanation} for people, to be read in a terminal: the answer first, then how it comes about. */
public final class ExplanationText {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);

    private static final String RESOLVE_UNWANTED = "is not told of resolved alerts (send_resolved: false)";

    private final Explanation explanation;
    private final StringBuilder text = new StringBuilder();

    private ExplanationText(Explanation explanation) {
        this.explanation = explanation;
    }

    /** Lines that end in a newline each. Times are UTC, to the second. */
    public static String of(Explanation explanation) {
        return new ExplanationText(explanation).write();
    }

    private String write() {
        line(0, subject());
        for (Destination destination : explanation.destinations()) {
            line(1, "-> " + destination.route().receiver() + ": " + answer(destination));
        }
        more(1, explanation.destinationsLeftOut(), "route takes it, too", "routes take it, too");
        for (NearMiss miss : explanation.nearMisses()) {
            line(1, "not to " + miss.route().receiver() + ": " + cause(miss));
        }
        line(0, "");
        line(0, "Routes");
        visit(explanation.routes().root(), 1);
        more(1, explanation.routes().leftOut(), "route", "routes");
        for (Destination destination : explanation.destinations()) {
            line(0, "");
            describe(destination);
        }
        past(explanation.past());
        return text.toString();
    }

    private void line(int depth, String content) {
        text.append("  ".repeat(content.isEmpty() ? 0 : depth)).append(content).append('\n');
    }

    private void more(int depth, int count, String one, String several) {
        if (count > 0) {
            line(depth, "and " + count + " more " + (count == 1 ? one : several));
        }
    }

    // --- the answer ---

    private String subject() {
        String labels = "Alert " + Brief.of(explanation.labels().toString());
        if (explanation.alert().isEmpty()) {
            return labels
                    + ", which is not stored: never posted, or resolved and forgotten; this is what would happen to it";
        }
        Alert alert = explanation.alert().get();
        String started = " since " + time(alert.startsAt().toInstant());
        return explanation.isResolved()
                ? labels + " is resolved since " + time(alert.endsAt().toInstant())
                : labels + " fires" + started + ", until " + time(alert.endsAt().toInstant())
                        + " unless it is posted again";
    }

    private String answer(Destination destination) {
        if (destination.isBlackHole()) {
            return "nothing is ever sent: the receiver has no integrations";
        } else if (explanation.isResolved()) {
            return answerOfResolved(destination);
        } else if (!destination.mutes().isEmpty()) {
            return "kept back: " + mutes(destination);
        }
        Duration wait = destination.route().groupWait();
        return destination
                .group()
                .map(group -> group.lastFlush().isEmpty() ? waiting(group, wait) : integrations(destination, group))
                .orElseGet(() -> "sent " + PrometheusDuration.format(wait) + " after it arrives (group_wait)");
    }

    /** Mutes keep no resolve back: it is told at the next flush, or never. */
    private String answerOfResolved(Destination destination) {
        if (destination.group().isEmpty()) {
            return "nothing to send: its group has ended";
        }
        GroupState group = destination.group().get();
        if (!group.hasAsked()) {
            return "it has left its group; " + integrations(destination, group);
        }
        return destination.mutes().isEmpty()
                ? integrations(destination, group)
                : "resolved while " + mutes(destination) + "; " + integrations(destination, group);
    }

    private String mutes(Destination destination) {
        return destination.mutes().stream().map(this::mute).collect(Collectors.joining("; and "));
    }

    private static String integrations(Destination destination, GroupState group) {
        return destination.integrations().stream()
                .map(outlook -> integration(outlook, group))
                .collect(Collectors.joining("; "));
    }

    private static String integration(IntegrationOutlook outlook, GroupState group) {
        return name(outlook.state().key()) + " " + outlook(outlook, group);
    }

    private String waiting(GroupState group, Duration wait) {
        boolean isLonger = group.nextFlush()
                .filter(flush -> flush.isAfter(explanation.now().plus(wait)))
                .isPresent();
        return "waits for more alerts of its group until " + time(group.nextFlush())
                + (isLonger ? " (--dispatch.start-delay)" : " (group_wait " + PrometheusDuration.format(wait) + ")");
    }

    private static String cause(NearMiss miss) {
        if (miss instanceof NearMiss.NotAsked notAsked) {
            Route by = notAsked.by();
            return "the route to " + by.receiver() + " before it, " + matchers(by)
                    + ", matches and does not say continue: true";
        } else if (miss instanceof NearMiss.Refused refused) {
            return failed(refused.failing())
                    + (refused.isMisspelt() ? ", nearly the same; is one of them misspelt?" : "");
        }
        throw new AssertionError("unhandled near miss: " + miss);
    }

    private String mute(Mute mute) {
        MuteCause cause = mute.cause();
        if (cause instanceof MuteCause.Silenced) {
            return "silenced by "
                    + mute.silences().stream().map(ExplanationText::silence).collect(Collectors.joining(", "))
                    + (mute.silencesLeftOut() > 0 ? " and " + mute.silencesLeftOut() + " more" : "")
                    + end(mute);
        } else if (cause instanceof MuteCause.Inhibited inhibited) {
            return inhibition(inhibited.by()) + ", which fires until " + time(mute.until())
                    + " unless it is posted again";
        } else if (cause instanceof MuteCause.InMuteInterval inside) {
            return "in mute_time_intervals " + String.join(", ", inside.intervals()) + clocks(mute) + until(mute);
        } else if (cause instanceof MuteCause.OutsideActiveInterval outside) {
            return "outside active_time_intervals " + String.join(", ", outside.intervals()) + clocks(mute)
                    + until(mute);
        }
        throw new AssertionError("unhandled cause: " + cause);
    }

    /** Who ends the silences of now wants to know what comes after them. */
    private static String end(Mute mute) {
        StringBuilder end = new StringBuilder();
        Optional<Instant> reached =
                mute.silences().stream().map(Silence::endsAt).findFirst();
        reached.ifPresent(last -> end.append(" until ").append(time(last)));
        for (Silence next : mute.successors()) {
            end.append(", then by ").append(silence(next)).append(" until ").append(time(next.endsAt()));
            reached = Optional.of(next.endsAt());
        }
        return end + (reached.equals(mute.until()) ? "" : ", and so on until " + time(mute.until()));
    }

    private static String silence(Silence silence) {
        String matchers = silence.matcherSets().stream()
                .map(set -> Matcher.printAll(set.matchers()))
                .collect(Collectors.joining(" or "));
        return silence.id() + " " + Brief.of(matchers) + " of " + GoQuote.quote(Brief.of(silence.createdBy())) + " ("
                + GoQuote.quote(Brief.of(silence.comment())) + ")";
    }

    private static String inhibition(Inhibition inhibition) {
        String rule = inhibition.rule().name().isEmpty()
                ? "inhibit_rules[" + inhibition.ruleIndex() + "]"
                : GoQuote.quote(inhibition.rule().name());
        String equal = inhibition.rule().equal().isEmpty()
                ? ""
                : " (equal: " + String.join(", ", inhibition.rule().equal()) + ")";
        return "inhibited by " + Brief.of(inhibition.source().labels().toString()) + " through " + rule + equal;
    }

    /** Whoever is woken reads another clock than the interval does. */
    private String clocks(Mute mute) {
        return mute.locations().stream()
                .map(location -> CLOCK.format(explanation.now().atZone(location.zone())) + " in " + location.name())
                .collect(Collectors.joining(", ", " (it is ", ")"));
    }

    private static String until(Mute mute) {
        return mute.until().isEmpty() ? "" : " until " + time(mute.until());
    }

    private static String outlook(IntegrationOutlook outlook, GroupState group) {
        AlertShare share = outlook.state().outlook().share();
        if (share instanceof AlertShare.ResolveUnwanted) {
            return RESOLVE_UNWANTED;
        } else if (share instanceof AlertShare.ResolveTold told) {
            return "was told at " + time(told.notifiedAt()) + " that it is resolved";
        } else if (share instanceof AlertShare.NothingOwed) {
            return "is told nothing of it: what it was told last does not say that the alert fires";
        } else if (share instanceof AlertShare.Left) {
            return outlook.state().last().isEmpty() ? "was told nothing of it" : "hears of it no more";
        } else if (share instanceof AlertShare.ResolveDropped dropped) {
            return dropped.hasLeft()
                    ? "was not told that it is resolved"
                    : "is not told that it is resolved if it is still muted at " + time(group.nextFlush())
                            + " (--notify.resolves-while-muted)";
        } else if (share instanceof AlertShare.Counted counted) {
            return ofGroup(outlook) + "; this alert is only counted there (max_alerts " + counted.shownMax() + ")";
        } else if (share instanceof AlertShare.Shown || share instanceof AlertShare.KeptBack) {
            return ofGroup(outlook);
        }
        throw new AssertionError("unhandled share: " + share);
    }

    private static String ofGroup(IntegrationOutlook outlook) {
        IntegrationState state = outlook.state();
        return state.underWay()
                .map(ExplanationText::underWay)
                .orElseGet(() -> state.failed().map(ExplanationText::failed).orElse("") + verdict(outlook));
    }

    private static String failed(FailedDelivery failed) {
        return "FAILED at " + time(failed.at()) + ": " + failed.outcome().message() + "; it ";
    }

    private static String verdict(IntegrationOutlook outlook) {
        IntegrationState state = outlook.state();
        DedupVerdict verdict = state.outlook().verdict();
        if (verdict instanceof DedupVerdict.Notify notify) {
            return "is notified at " + time(outlook.nextDue()) + ": "
                    + notify.reason().text();
        } else if (verdict instanceof DedupVerdict.AlreadyNotified already) {
            return "was told at " + time(already.notifiedAt()) + " and hears of it again at " + time(outlook.nextDue())
                    + " if it still fires";
        } else if (verdict instanceof DedupVerdict.ServedByOther served) {
            return "was told at " + time(served.notifiedAt())
                    + " by another member; this one looks again with its next flush";
        } else if (verdict instanceof DedupVerdict.ResolveHeld held) {
            int open = held.stillFiring();
            return "is told that it is resolved once " + open
                    + (open == 1 ? " muted alert of its group is" : " muted alerts of its group are")
                    + " resolved, too";
        } else if (verdict instanceof DedupVerdict.ResolveUnwanted) {
            return RESOLVE_UNWANTED;
        } else if (verdict instanceof DedupVerdict.NothingToResolve) {
            return "is told nothing for now: no alert of the group is left to tell of"
                    + state.last()
                            .map(entry -> "; last told at " + time(entry.notifiedAt()))
                            .orElse("");
        }
        throw new AssertionError("unhandled verdict: " + verdict);
    }

    private static String underWay(DeliveryState delivery) {
        String attempt = "is being notified"
                + (delivery.attempts() == 0
                        ? ""
                        : ", attempt " + delivery.attempts() + ", begun at " + time(delivery.attemptedAt()));
        return delivery.lastFailure()
                .map(failure -> attempt + "; the one before failed: " + failure.message())
                .orElse(attempt);
    }

    // --- routes ---

    private void visit(Visit visit, int depth) {
        line(depth, matchers(visit.route()) + " -> " + visit.route().receiver() + ": " + verdict(visit));
        visit.children().forEach(child -> visit(child, depth + 1));
        visit.notAsked()
                .forEach(skipped -> line(
                        depth,
                        matchers(skipped) + " -> " + skipped.receiver()
                                + ": not asked, because the route above matched and does not say continue"));
    }

    private static String matchers(Route route) {
        return route.matchers().isEmpty() ? "{}" : Matcher.printAll(route.matchers());
    }

    private static String verdict(Visit visit) {
        RouteVerdict verdict = visit.verdict();
        if (verdict instanceof RouteVerdict.Refused) {
            return "no, " + failed(visit.failing());
        }
        return verdict instanceof RouteVerdict.Selected selected
                ? "TAKEN" + goesOn(selected.next())
                : "matches, and a route below takes the alert" + goesOn(((RouteVerdict.Delegated) verdict).next());
    }

    private static String failed(List<MatcherVerdict> failing) {
        return failing.stream().map(ExplanationText::failed).collect(Collectors.joining(" and "));
    }

    private static String failed(MatcherVerdict matcher) {
        String has = matcher.isAbsent()
                ? "the alert has no label " + GoQuote.quote(matcher.matcher().name())
                : "the alert has " + matcher.matcher().name() + "=" + GoQuote.quote(Brief.of(matcher.value()));
        return matcher.matcher() + " fails: " + has;
    }

    private static String goesOn(Next next) {
        return next instanceof Next.AsksSiblings ? " (continue: later routes are asked, too)" : "";
    }

    // --- the past ---

    private void past(HistoryPage past) {
        if (past.entries().isEmpty()) {
            return;
        }
        line(0, "");
        line(0, "What happened, newest first");
        HistoryText sentences = new HistoryText(past.labels());
        for (Found found : past.entries()) {
            line(1, time(found.entry().at()) + "  " + sentences.of(found.entry()));
        }
        if (past.next().isPresent()) {
            line(
                    1,
                    "there may be more: amtool history --fingerprint "
                            + explanation.labels().fingerprint());
        }
    }

    // --- groups ---

    private void describe(Destination destination) {
        Route route = destination.route();
        line(
                0,
                "Receiver " + route.receiver() + ", group "
                        + Brief.of(route.groupKey(destination.groupLabels()).toString()));
        line(
                1,
                "group_wait " + timing(route, RouteOption.GROUP_WAIT, route.groupWait()) + ", group_interval "
                        + timing(route, RouteOption.GROUP_INTERVAL, route.groupInterval()) + ", repeat_interval "
                        + timing(route, RouteOption.REPEAT_INTERVAL, route.repeatInterval()));
        for (Mute mute : destination.mutes()) {
            line(1, mute(mute));
            Stream.concat(mute.silences().stream(), mute.successors().stream())
                    .forEach(silence -> line(2, "to end it: amtool silence expire " + silence.id()));
        }
        destination
                .group()
                .ifPresentOrElse(group -> describe(destination, group), () -> line(1, "no such group exists now"));
    }

    private void describe(Destination destination, GroupState group) {
        line(1, state(group));
        TurnText.of(group).ifPresent(turn -> line(1, turn));
        for (IntegrationOutlook outlook : destination.integrations()) {
            line(1, integration(outlook, group));
        }
    }

    private static String timing(Route route, RouteOption option, Duration value) {
        String origin = route.origin(option)
                .map(id -> id.equals(route.id()) ? "set here" : "from route " + id)
                .orElse("default");
        return PrometheusDuration.format(value) + " (" + origin + ")";
    }

    private static String state(GroupState group) {
        String last = group.lastFlush().isEmpty() ? "not flushed yet" : "last flush " + time(group.lastFlush());
        String next = group.isFlushing() && group.waiting().isEmpty() ? ", being flushed now" : "";
        return group.alerts() + (group.alerts() == 1 ? " alert, " : " alerts, ") + last + next + ", next flush "
                + time(group.nextFlush());
    }

    private static String name(NotificationKey key) {
        return key.integration() + "[" + key.index() + "]";
    }

    private static String time(Optional<Instant> time) {
        return time.map(ExplanationText::time).orElse("an unknown time");
    }

    static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
