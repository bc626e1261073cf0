package io.tocsin.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.http.RequestSource;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PasswordsTest {
    private final Queue<Runnable> waiting = new ArrayDeque<>();

    private final PasswordQueue queue = new PasswordQueue(waiting::add);
    private final Verdicts verdicts = new Verdicts();
    private final Passwords passwords;
    private final Map<String, PasswordHash> users = new LinkedHashMap<>();

    /** The passwords are {@code fakepassword} and the empty one, at the lowest cost there is. */
    PasswordsTest() throws Exception {
        users.put("alice", PasswordHash.parse("$2y$04$QOauhQNbBCuQDKes6eFzPexcky/.fTxXXRDg19aNXGBnT3EjOZCva"));
        users.put("bob", PasswordHash.parse("$2y$04$QOauhQNbBCuQDKes6eFzPeGlq1r0MjCmweISTqVAzqYdnAg5QnkKS"));
        passwords = passwords(users);
    }

    private Passwords passwords(Map<String, PasswordHash> of) {
        return new Passwords(of, queue, verdicts);
    }

    private Future<Boolean> check(String name, String password) {
        return passwords.check("192.0.2.1", name, password.getBytes(UTF_8));
    }

    private boolean computed(String name, String password) {
        Future<Boolean> verdict = check(name, password);
        assertThat(verdict.isComplete()).as("known already").isFalse();
        waiting.remove().run();
        return verdict.result();
    }

    @Test
    void check_rightAndWrongPassword_areTold() {
        assertThat(computed("alice", "fakepassword")).isTrue();
        assertThat(computed("alice", "other")).isFalse();
        assertThat(computed("bob", "fakepassword")).isFalse();
        assertThat(computed("bob", "")).isTrue();
    }

    @Test
    void check_askedAgain_isAnsweredAtOnce() {
        computed("alice", "fakepassword");
        computed("alice", "other");

        assertThat(check("alice", "fakepassword").result()).isTrue();
        assertThat(check("alice", "other").result()).isFalse();
        assertThat(waiting).isEmpty();
    }

    /** CVE-2022-46146: what one part of the key ends with must not count as the beginning of the next. */
    @Test
    void check_partsShiftedAgainstEachOther_areOthers() {
        computed("alice", "fakepassword");

        assertThat(computed("alic", "efakepassword")).isFalse();
        assertThat(computed("alicef", "akepassword")).isFalse();
    }

    /** The time must not tell who is there. */
    @Test
    void check_unknownName_isComputedLikeAKnownOne() {
        assertThat(computed("nobody", "fakepassword")).isFalse();
        assertThat(computed("nobody", "")).isFalse();
        assertThat(check("nobody", "fakepassword").result()).isFalse();
    }

    @Test
    void check_samePasswordWhileTheFirstWaits_isComputedOnce() {
        Future<Boolean> first = check("alice", "fakepassword");
        Future<Boolean> second = check("alice", "fakepassword");

        waiting.remove().run();
        assertThat(first.result()).isTrue();
        assertThat(second.isComplete()).isFalse();
        waiting.remove().run();
        assertThat(second.result()).isTrue();
    }

    @Test
    void check_manyWrongPasswords_doNotPushOutTheRightOne() {
        computed("alice", "fakepassword");
        for (int i = 0; i < 200; i++) {
            computed("alice", "guess-" + i);
        }

        assertThat(check("alice", "fakepassword").isComplete()).isTrue();
    }

    @Test
    void check_tooManyWait_fails() {
        List<Future<Boolean>> guesses = fill("alice");

        assertThat(check("alice", "x").cause()).isInstanceOf(RejectedExecutionException.class);
        assertThat(guesses).noneMatch(Future::isComplete);
    }

    /** Whether the guesses are for a name that is there or not, and whoever waits elsewhere. */
    @ParameterizedTest
    @CsvSource({"bob, 198.51.100.7", "alice, 192.0.2.1", "nobody, 192.0.2.1", "bob, 192.0.2.2"})
    void check_tooManyGuessesWait_letInWhoWaitsInAnotherLane(String guessed, String guesser) {
        List<Future<Boolean>> guesses = fill(guesser, guessed);

        Future<Boolean> bob = check("bob", "");
        assertThat(guesses.get(PasswordQueue.WAITING_MAX - 1).cause()).isInstanceOf(RejectedExecutionException.class);
        waiting.remove().run();
        waiting.remove().run();

        assertThat(bob.result()).isTrue();
        assertThat(guesses.get(0).isComplete()).isTrue();
        assertThat(guesses.get(1).isComplete()).isFalse();
    }

    @Test
    void check_others_waitInTurns() {
        List<Future<Boolean>> guesses = List.of(check("alice", "1"), check("alice", "2"), check("alice", "3"));
        Future<Boolean> bob = check("bob", "");
        Future<Boolean> again = check("bob", "x");

        assertThat(orderOf(guesses.get(0), bob, guesses.get(1), again, guesses.get(2)))
                .isTrue();
        assertThat(waiting).isEmpty();
    }

    private boolean orderOf(Future<?>... expected) {
        for (Future<?> each : expected) {
            if (each.isComplete()) {
                return false;
            }
            waiting.remove().run();
            if (!each.isComplete()) {
                return false;
            }
        }
        return true;
    }

    @Test
    void check_usersLoadedAgain_areRememberedUnlessTheirHashHasChanged() throws Exception {
        computed("alice", "fakepassword");
        computed("bob", "");
        computed("carol", "fakepassword");
        Map<String, PasswordHash> changed = new LinkedHashMap<>(users);
        changed.put("bob", users.get("alice"));
        changed.put("carol", users.get("alice"));

        Passwords later = passwords(changed);

        assertThat(later.check("", "alice", "fakepassword".getBytes(UTF_8)).result())
                .isTrue();
        assertThat(later.check("", "bob", new byte[0]).isComplete()).isFalse();
        assertThat(later.check("", "carol", "fakepassword".getBytes(UTF_8)).isComplete())
                .isFalse();
    }

    private List<Future<Boolean>> fill(String name) {
        return fill("192.0.2.1", name);
    }

    private List<Future<Boolean>> fill(String source, String name) {
        return IntStream.range(0, PasswordQueue.WAITING_MAX)
                .mapToObj(i -> passwords.check(source, name, ("guess-" + i).getBytes(UTF_8)))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "2001:db8:1:2::1, 2001:db8:1:2:ffff::2, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, false",
    })
    void source_ofTwoAddresses_isTheSameForOneNetwork(String one, String other, boolean isSame) {
        assertThat(RequestSource.of(one).equals(RequestSource.of(other))).isEqualTo(isSame);
    }
}
