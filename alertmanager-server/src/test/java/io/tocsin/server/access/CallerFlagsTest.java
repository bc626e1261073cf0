package io.tocsin.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.server.flags.FlagException;
import io.tocsin.server.flags.ServerOptions;
import io.tocsin.server.http.Identity;
import io.tocsin.server.http.Permission;
import io.tocsin.server.http.Permissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CallerFlagsTest {
    private static final Identity ALICE = new Identity(Identity.Kind.USER, "alice");
    private static final Identity BOB = new Identity(Identity.Kind.USER, "bob");
    private static final Identity PROMETHEUS = new Identity(Identity.Kind.CERTIFICATE, "CN=prometheus,O=Tocsin");

    private static Permissions permissions(String... rules) throws FlagException {
        return CallerFlags.permissions(List.of(rules));
    }

    @Test
    void permissions_noRule_leaveEverythingOpenButTests() throws Exception {
        for (Permission each : Permission.values()) {
            assertThat(permissions().allow(Identity.ANONYMOUS, each)).isEqualTo(each != Permission.TEST);
            assertThat(permissions().allow(ALICE, each)).isTrue();
        }
    }

    @Test
    void permissions_rules_countForWhomTheyName() throws Exception {
        Permissions permissions =
                permissions("user:alice=read,silence", "cert:CN=prometheus,O=Tocsin=post", "*=read", "user:alice=post");

        assertThat(permissions.allow(ALICE, Permission.READ)).isTrue();
        assertThat(permissions.allow(ALICE, Permission.SILENCE)).isTrue();
        assertThat(permissions.allow(ALICE, Permission.POST)).isTrue();
        assertThat(permissions.allow(ALICE, Permission.ADMIN)).isFalse();
        assertThat(permissions.allow(PROMETHEUS, Permission.POST)).isTrue();
        assertThat(permissions.allow(PROMETHEUS, Permission.READ)).isFalse();
        assertThat(permissions.allow(BOB, Permission.READ)).isTrue();
        assertThat(permissions.allow(BOB, Permission.POST)).isFalse();
        assertThat(permissions.allow(Identity.ANONYMOUS, Permission.READ)).isTrue();
    }

    @Test
    void permissions_noRuleForEveryone_leaveTheOthersNothingButWhatIsOpen() throws Exception {
        Permissions permissions = permissions("user:alice=all", "anonymous=");

        assertThat(permissions.allow(ALICE, Permission.TEST)).isTrue();
        assertThat(permissions.allow(BOB, Permission.READ)).isFalse();
        assertThat(permissions.allow(BOB, Permission.OPEN)).isTrue();
        assertThat(permissions.allow(Identity.ANONYMOUS, Permission.READ)).isFalse();
    }

    /** A name proved in one way is not the same name proved in another. */
    @Test
    void permissions_sameNameOfAnotherKind_isSomebodyElse() throws Exception {
        Permissions permissions = permissions("user:alice=all");

        assertThat(permissions.allow(new Identity(Identity.Kind.PROXIED, "alice"), Permission.READ))
                .isFalse();
    }

    /** As openssl writes it, and with what differs between programs. */
    @ParameterizedTest
    @ValueSource(
            strings = {"OU=b,OU=a,CN=J\\C3\\BCrgen", "OU=b,OU=a,CN=Jürgen", "ou=b, ou=a, 2.5.4.3=#0c074ac3bc7267656e"})
    void permissions_certificateWrittenInAnotherWay_isTheSameCaller(String subject) throws Exception {
        Permissions permissions = permissions("*=all", "cert:" + subject + "=read");
        Identity caller = new Identity(Identity.Kind.CERTIFICATE, "OU=b,OU=a,CN=Jürgen");

        assertThat(permissions.allow(caller, Permission.READ)).isTrue();
        assertThat(permissions.allow(caller, Permission.ADMIN)).isFalse();
    }

    /** A rule that can never apply would leave its caller with what everyone may do. */
    @ParameterizedTest
    @ValueSource(strings = {"cert:prometheus=read", "cert:/CN=a/O=b=read", "cert:CN=read", "cert:subject=CN=a=read"})
    void permissions_noSubjectOfACertificate_isRefused(String rule) {
        assertThatThrownBy(() -> permissions("*=all", rule))
                .isInstanceOf(FlagException.class)
                .hasMessageStartingWith("--web.permit: expected the subject of a certificate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "alice=read", "user:=read", "user:alice", "user:alice=write", "user:alice=read;post"})
    void permissions_noRule_isRefused(String rule) {
        assertThatThrownBy(() -> permissions(rule))
                .isInstanceOf(FlagException.class)
                .hasMessageStartingWith("--web.permit: expected ");
    }

    @ParameterizedTest
    @CsvSource({
        "X-User, ''",
        "'', 10.0.0.0/8",
        "X-User, example.com",
        "X-User, 10.0.0.0/33",
        "X-User, '10.0.0.1,,::1'",
        "X-User, ::1/129",
        "X User, ::1",
    })
    void callers_unusable_areRefused(String header, String proxies) {
        assertThatThrownBy(() -> CallerFlags.callers(new ServerOptions.Callers(header, proxies, List.of())))
                .isInstanceOf(FlagException.class)
                .hasMessageStartingWith("--web.");
    }

    @Test
    void callers_addressesAndBlocks_areTaken() throws Exception {
        Callers callers =
                CallerFlags.callers(new ServerOptions.Callers("X-User", "10.0.0.0/8, ::1,127.0.0.1", List.of()));

        assertThat(callers.proxies()).hasSize(3);
    }
}
