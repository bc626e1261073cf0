package io.tocsin.server.cluster;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.server.durability.AlertBook;
import io.tocsin.server.durability.NotificationBook.Arrival;
import io.tocsin.server.process.HttpExchange;
import io.tocsin.server.process.Programs;
import io.tocsin.server.process.SilenceBody;
import io.tocsin.server.process.StateProbe;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** One of three members is cut off from the others, and all go on; then the wire is whole again, and they agree. */
final class PartitionIT {
    private static final Duration TOLD_MAX = Duration.ofSeconds(60);
    private static final Duration SAME_STATE_MAX = Duration.ofSeconds(60);
    private static final int GROUPS = 20;

    /** Several flushes of every group. */
    private static final Duration QUIET = Duration.ofSeconds(6);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private Namespaces namespaces;
    private TeamReceiver receiver;
    private ClusterRig rig;
    private Member left;
    private Member right;

    @BeforeEach
    void start() throws IOException {
        namespaces = Namespaces.make(3, Programs.tocsin(), folder);
        receiver = new TeamReceiver(namespaces.here(), arrival -> {});
        rig = new ClusterRig(
                        namespaces.places(), folder, ClusterRig.config(receiver.url(), "1s", "2s"), ClusterRig.QUICK)
                .start();
        ClusterRig.awaitRanked(rig.members());
        left = rig.member(0);
        right = rig.member(2);
    }

    @AfterEach
    void stop() {
        if (rig != null) {
            rig.close();
        }
        if (receiver != null) {
            receiver.close();
        }
        if (namespaces != null) {
            namespaces.close();
        }
    }

    @Test
    void cutOffAndHealed_bothSidesTell_thenAllAgree() throws Exception {
        cutAndHeal(Duration.ofSeconds(15));
    }

    @Test
    @Tag("long")
    void cutOffForAMinute_bothSidesTell_thenAllAgree() throws Exception {
        cutAndHeal(Duration.ofSeconds(60));
    }

    private void cutAndHeal(Duration length) throws Exception {
        // given
        String ended = silence(left, "quiet-.*");
        fire(left, "quiet");
        fire(left, "ends-left");
        fire(left, "ends-right");
        post(left, Alerts.inGroups("mixed", 0, GROUPS, "x"), Alerts::firing);
        awaitFiring("ends-left", GROUPS);
        awaitFiring("ends-right", GROUPS);
        rig.awaitSameState(SAME_STATE_MAX);
        // when
        namespaces.cut(2);
        Instant cut = Instant.now();
        String silenceLeft = silence(left, "hush-left-.*");
        String silenceRight = silence(right, "hush-right-.*");
        expire(right, ended);
        fire(left, "new-left");
        fire(right, "new-right");
        fire(left, "both");
        fire(right, "both");
        resolve(left, "ends-left");
        resolve(right, "ends-right");
        // then
        awaitFiring("new-left", GROUPS);
        awaitFiring("new-right", GROUPS);
        awaitFiring("both", GROUPS);
        awaitFiring("quiet", GROUPS);
        awaitResolved("ends-left");
        awaitResolved("ends-right");
        // and when one side has told the end of what the other one still tells to fire
        post(left, Alerts.inGroups("mixed", 0, GROUPS, "x"), Alerts::resolved);
        awaitResolved("mixed");
        post(right, Alerts.inGroups("mixed", 0, GROUPS, "y"), Alerts::firing);
        awaitFiring("mixed", 2 * GROUPS);
        Thread.sleep(
                Math.max(0, length.minus(Duration.between(cut, Instant.now())).toMillis()));
        assertThat(senders("new-left")).isSubsetOf("m0", "m1");
        assertThat(senders("new-right")).containsExactly("m2");
        assertThat(senders("both")).contains("m2").hasSizeGreaterThan(1);
        assertThat(left.peers()).containsExactly("m0", "m1");
        assertThat(right.peers()).containsExactly("m2");
        // when
        namespaces.heal(2);
        post(left, Alerts.inGroups("mixed", GROUPS / 2, GROUPS, "z"), Alerts::firing);
        Duration agreed = rig.awaitSameState(SAME_STATE_MAX);
        System.out.println("partition: one state " + agreed.toMillis() + " ms after " + length);
        // then
        ClusterRig.awaitRanked(rig.members());
        await("all know the same").atMost(SAME_STATE_MAX).untilAsserted(() -> {
            for (Member member : rig.members()) {
                assertThat(stateOfSilence(member, ended)).as("at " + member).isEqualTo("expired");
                assertThat(stateOfSilence(member, silenceLeft))
                        .as("at " + member)
                        .isEqualTo("active");
                assertThat(stateOfSilence(member, silenceRight))
                        .as("at " + member)
                        .isEqualTo("active");
                assertThat(firing(member))
                        .as("alerts that fire at " + member)
                        .containsExactlyElementsOf(expectedFiring());
            }
        });
        awaitFiring("mixed", 2 * GROUPS + GROUPS / 2);
        await("what was resolved is known to be")
                .atMost(TOLD_MAX)
                .untilAsserted(
                        () -> assertThat(tally("mixed").believed()).containsExactlyElementsOf(expectedOfMixed()));
        await("nothing comes back").during(QUIET).atMost(QUIET.multipliedBy(5)).untilAsserted(this::assertNoGhosts);
        // when
        fire(right, "later");
        fire(left, "hush-left");
        fire(right, "hush-left");
        // then
        awaitFiring("later", GROUPS);
        await("all is once again").during(QUIET).atMost(QUIET.multipliedBy(5)).untilAsserted(() -> {
            tally("later").assertToldOnce("later", rig.failedAttempts());
            assertThat(tally("hush-left").requests()).isEmpty();
        });
    }

    /** What one side has told is not told again by the other one; what both have told was told twice at most. */
    private void assertNoGhosts() {
        FailedAttempts failed = rig.failedAttempts();
        for (String once : List.of("quiet", "ends-left", "ends-right", "new-left", "new-right")) {
            tally(once).assertToldOnce(once, failed);
        }
        tally("both")
                .firing()
                .forEach((name, times) -> assertThat(times).as(name).hasSizeLessThanOrEqualTo(2 + failed.of(name)));
        assertThat(tally("both").resolved()).isEmpty();
    }

    private static SortedSet<String> expectedFiring() {
        return Stream.concat(
                        List.of("quiet", "new-left", "new-right", "both").stream()
                                .flatMap(prefix -> Alerts.named(prefix, GROUPS).stream()),
                        expectedOfMixed().stream())
                .collect(toCollection(TreeSet::new));
    }

    private static SortedSet<String> expectedOfMixed() {
        SortedSet<String> names = new TreeSet<>(Alerts.inGroups("mixed", 0, GROUPS, "y"));
        names.addAll(Alerts.inGroups("mixed", GROUPS / 2, GROUPS, "z"));
        return names;
    }

    private static SortedSet<String> firing(Member member) {
        var names = new TreeSet<String>();
        for (JsonNode alert : member.json("/api/v2/alerts")) {
            names.add(alert.path("labels").path(AlertBook.NAME).asText());
        }
        return names;
    }

    private static void fire(Member member, String prefix) {
        post(member, Alerts.named(prefix, GROUPS), Alerts::firing);
    }

    private static void resolve(Member member, String prefix) {
        post(member, Alerts.named(prefix, GROUPS), Alerts::resolved);
    }

    private static void post(Member member, List<String> names, Function<List<String>, HttpExchange> request) {
        Alerts.post(names, request, member::send);
    }

    private static String silence(Member member, String pattern) {
        return StateProbe.idIn(member.send(SilenceBody.ofPattern("grp", pattern).post()));
    }

    private static void expire(Member member, String silence) {
        HttpExchange request = new HttpExchange("DELETE", "/api/v2/silence/" + silence, Map.of(), null);
        assertThat(member.send(request).status()).isEqualTo(200);
    }

    private static String stateOfSilence(Member member, String id) {
        return member.json("/api/v2/silence/" + id).path("status").path("state").asText();
    }

    private void awaitFiring(String prefix, int count) {
        await(prefix + " fire")
                .atMost(TOLD_MAX)
                .until(() -> tally(prefix).firing().size() == count);
    }

    private void awaitResolved(String prefix) {
        await(prefix + " are resolved")
                .atMost(TOLD_MAX)
                .until(() -> tally(prefix).resolved().size() == GROUPS);
    }

    private SortedSet<String> senders(String prefix) {
        List<Arrival> arrivals = receiver.arrivals();
        return new TreeSet<>(Tally.of(arrivals, prefix + "-").requests().keySet());
    }

    private Tally tally(String prefix) {
        return Tally.of(receiver.arrivals(), prefix + "-");
    }
}
