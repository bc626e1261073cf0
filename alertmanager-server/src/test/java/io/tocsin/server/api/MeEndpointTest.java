package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.api.RunningApi.Options;
import io.tocsin.server.api.WireClient.Answer;
import io.tocsin.server.http.Gate;
import io.tocsin.server.http.HttpSettings;
import io.tocsin.server.http.HttpSettings.Access;
import io.tocsin.server.http.Identity;
import io.tocsin.server.http.Identity.Kind;
import io.tocsin.server.http.OriginRules;
import io.tocsin.server.http.Permission;
import io.tocsin.server.http.Permissions;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What callers are told of themselves. */
final class MeEndpointTest {
    private static Answer ask(Identity identity, Permissions permissions) {
        Gate gate = request -> Future.succeededFuture(new Gate.Verdict.Admitted(identity, "192.0.2.1"));
        try (RunningApi running = new RunningApi(Options.DEFAULT.with(
                HttpSettings.DEFAULT.with(new Access(gate, OriginRules.SAME_ORIGIN_ONLY, permissions))))) {
            return running.client.get(MeEndpoint.PATH);
        }
    }

    @Test
    void me_anonymousWithoutRules_mayDoWhatTheOriginalLetsEveryoneDo() {
        Answer answer = ask(Identity.ANONYMOUS, Permissions.AS_UPSTREAM);

        assertThat(answer.body()).isEqualTo("""
                {"identity":"anonymous","kind":"anonymous","address":"192.0.2.1",\
                "permissions":["read","post","silence","admin"]}
                """);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @CsvSource({"USER,user,user:alice", "CERTIFICATE,certificate,cert:alice", "PROXIED,proxied,proxied:alice"})
    void me_knownCaller_isNamedWithHowItIsKnown(Kind kind, String word, String identity) {
        assertThat(ask(new Identity(kind, "alice"), Permissions.AS_UPSTREAM).body())
                .isEqualTo(
                        "{\"identity\":\"" + identity + "\",\"kind\":\"" + word + "\",\"name\":\"alice\","
                                + "\"address\":\"192.0.2.1\",\"permissions\":[\"read\",\"post\",\"silence\",\"test\",\"admin\"]}\n");
    }

    @Test
    void me_callerWithARule_mayDoWhatTheRuleSays() {
        Permissions permissions =
                Permissions.of(Map.of("*", Set.of(), "user:alice", Set.of(Permission.TEST, Permission.READ)));

        assertThat(ask(new Identity(Kind.USER, "alice"), permissions).body())
                .endsWith("\"permissions\":[\"read\",\"test\"]}\n");
        assertThat(ask(new Identity(Kind.USER, "bob"), permissions).status()).isEqualTo(403);
    }
}
