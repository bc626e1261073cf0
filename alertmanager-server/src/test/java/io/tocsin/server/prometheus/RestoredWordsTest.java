package io.tocsin.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.AlertIntake;
import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.engine.Engine;
import io.tocsin.core.engine.EnginePorts;
import io.tocsin.core.engine.EngineSettings;
import io.tocsin.core.engine.InMemoryStateStore;
import io.tocsin.core.engine.Registers;
import io.tocsin.core.engine.Replica;
import io.tocsin.core.engine.Replication;
import io.tocsin.core.engine.RoutingPlan;
import io.tocsin.core.engine.Turn;
import io.tocsin.core.label.LabelName;
import io.tocsin.core.label.Labels;
import io.tocsin.core.pipeline.Receiver;
import io.tocsin.core.pipeline.RouteLabelRenderer;
import io.tocsin.core.route.RouteConfigBuilder;
import io.tocsin.core.route.RoutingTree;
import io.tocsin.core.silence.SilenceLimits;
import io.tocsin.core.silence.SilenceRules;
import io.tocsin.core.stamp.HybridClock;
import io.tocsin.core.stamp.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Members of a cluster that are restarted, while their rules hold what fired: with real routers, in virtual time. */
final class RestoredWordsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Labels LABELS = Labels.of("alertname", "SlowlyGrowing");

    /** How long the word of a rule lasts. */
    private static final Duration LIFE = Duration.ofMinutes(4);

    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final VirtualThreads time = new VirtualThreads(START);
    private final List<Member> members = List.of(new Member(1), new Member(2));

    /** One life after another over the same store; each has a number of its own in stamps, as at every start. */
    private final class Member implements Replication {
        private final InMemoryStateStore store = new InMemoryStateStore();
        private Optional<Registers> registers = Optional.empty();
        private HybridClock clock;
        private Engine engine;
        private RestoredWords words;
        private boolean isAlive = true;

        Member(long number) {
            clock = new HybridClock(number);
            engine = start();
            words = new RestoredWords(engine);
        }

        private Engine start() {
            var owner = new VirtualOwner(time);
            return new Engine(
                    new EnginePorts(
                            owner,
                            List.of(owner),
                            Runnable::run,
                            time::monotonicNanos,
                            new Random(1),
                            store,
                            this,
                            event -> {},
                            new SilenceRules(Duration.ofDays(5), SilenceLimits.NONE, LabelName::isUtf8, () -> "id")),
                    EngineSettings.DEFAULT,
                    plan());
        }

        void stop() {
            engine.stop();
            store.aliveUntil(time.instant());
            registers = Optional.empty();
            isAlive = false;
        }

        void startAgain(long number) {
            clock = new HybridClock(number);
            engine = start();
            words = new RestoredWords(engine);
            isAlive = true;
            for (Member other : members) {
                tell(other, Member::all);
                other.tell(this, Member::all);
            }
        }

        private List<Replica> all() {
            List<Replica> all = new ArrayList<>();
            registers.ifPresent(known -> known.forEach(each -> all.add(each.replica())));
            return all;
        }

        private void tell(Member other, Function<Member, List<Replica>> what) {
            if (other != this && isAlive) {
                what.apply(this).forEach(each -> other.clock.saw(each.stamp()));
                other.registers.ifPresent(known -> known.merge(what.apply(this), "other", Duration.ZERO));
            }
        }

        void say(Duration lasting) {
            engine.post(List.of(word(lasting)));
        }

        boolean fires() {
            return engine.alert(LABELS)
                    .filter(known -> !known.alert().isResolvedAt(time.instant()))
                    .isPresent();
        }

        @Override
        public void begin(Registers own) {
            registers = Optional.of(own);
        }

        @Override
        public Stamp stamp(Instant now) {
            return clock.next(now);
        }

        @Override
        public void changed(Replica replica) {
            members.forEach(other -> tell(other, own -> List.of(replica)));
        }

        @Override
        public CompletionStage<Void> acknowledged() {
            return CompletableFuture.completedStage(null);
        }

        @Override
        public Turn turn(String groupKey) {
            return new Turn.First();
        }
    }

    private static RoutingPlan plan() {
        return new RoutingPlan(
                RoutingTree.of(RouteConfigBuilder.route().receiver("r").build()),
                Map.of("r", new Receiver("r", List.of())),
                List.of(),
                Map.of(),
                RouteLabelRenderer.AS_WRITTEN,
                new AlertIntake(Duration.ofMinutes(5), LabelName::isUtf8));
    }

    private PostedAlert word(Duration lasting) {
        return new PostedAlert(
                LABELS,
                Labels.EMPTY,
                Timestamp.of(START),
                Timestamp.of(time.instant().plus(lasting)),
                "");
    }

    private void restart(Member member, long number) {
        member.stop();
        time.advance(Duration.ofSeconds(5));
        member.startAgain(number);
        time.advance(member.words.settlesAfter());
        member.words.begin(List.of(word(LIFE)));
    }

    /** Rules of these give nothing yet. */
    private void evaluate(Duration forSoLong, Member... held) {
        for (Duration passed = Duration.ZERO; passed.compareTo(forSoLong) < 0; passed = passed.plus(INTERVAL)) {
            for (Member member : held) {
                member.words.goOn(List.of(word(LIFE)));
                assertThat(member.fires()).as("after " + passed).isTrue();
            }
            time.advance(INTERVAL);
            assertThat(held).as("after " + passed).allMatch(Member::fires);
        }
    }

    /** As at an upgrade: nobody has a sample, and the words of both are by numbers that nobody has any more. */
    @Test
    void restart_oneAfterTheOther_firesOn() {
        Member first = members.get(0);
        Member second = members.get(1);
        first.say(LIFE);
        second.say(LIFE);
        restart(first, 3);
        restart(second, 4);

        evaluate(Duration.ofMinutes(20), first, second);
        first.stop();
        evaluate(Duration.ofMinutes(20), second);
    }

    @Test
    void restart_anotherSeesIt_isLeftToThatOne() {
        Member first = members.get(0);
        Member second = members.get(1);
        second.say(LIFE);
        restart(first, 3);
        time.advance(Duration.ofMinutes(1));
        for (int i = 0; i < 5; i++) {
            second.say(LIFE);
            evaluate(INTERVAL.multipliedBy(2), first);
            assertThat(first.engine.alert(LABELS))
                    .hasValueSatisfying(known ->
                            assertThat(first.engine.isOfAnotherMember(known)).isTrue());
        }

        second.say(Duration.ZERO);
        first.words.goOn(List.of(word(LIFE)));
        assertThat(members).noneMatch(Member::fires);
    }
}
