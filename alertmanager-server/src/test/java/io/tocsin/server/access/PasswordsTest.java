package io.tocsin.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

final class PasswordsTest {
    private final Queue<Runnable> waiting = new ArrayDeque<>();

    private final Passwords passwords;
    private final Map<String, PasswordHash> users = new LinkedHashMap<>();

    /** The passwords are {@code fakepassword} and the empty one, at the lowest cost there is. */
    PasswordsTest() throws Exception {
        users.put("alice", PasswordHash.parse("$2y$04$QOauhQNbBCuQDKes6eFzPexcky/.fTxXXRDg19aNXGBnT3EjOZCva"));
        users.put("bob", PasswordHash.parse("$2y$04$QOauhQNbBCuQDKes6eFzPeGlq1r0MjCmweISTqVAzqYdnAg5QnkKS"));
        passwords = new Passwords(users, waiting::add);
    }

    private Future<Boolean> check(String name, String password) {
        return passwords.check(name, password.getBytes(UTF_8));
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
        Passwords busy = new Passwords(users, task -> {
            throw new RejectedExecutionException("full");
        });

        assertThat(busy.check("alice", new byte[] {'x'}).cause()).isInstanceOf(RejectedExecutionException.class);
    }
}
