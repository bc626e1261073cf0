package io.tocsin.notifiers.contract;

import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.Notifier;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.core.template.Templates;
import io.tocsin.notifiers.http.AddressPolicy;
import io.tocsin.notifiers.http.HttpClients;
import io.tocsin.notifiers.http.InMemoryFiles;
import io.tocsin.notifiers.integration.BlockingSends;
import io.tocsin.notifiers.integration.NotifierEnvironment;
import io.tocsin.notifiers.rendering.Renderings;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What notifiers run in, for tests: the time is {@link TestNotifications#NOW}, files are in memory. */
public final class NotifierBench implements AutoCloseable {
    public static final String EXTERNAL_URL = "http://am";

    /** For what hangs; a template that uses up its steps takes three seconds on a machine of its own. */
    private static final int ANSWER_SECONDS = 120;

    public final Vertx vertx = Vertx.vertx();
    public final InMemoryFiles files = new InMemoryFiles();
    public final Renderings renderings = new Renderings();

    /** What a notifier is made of here. */
    public NotifierEnvironment environment(Templates templates) {
        return environment(templates, AddressPolicy.NONE);
    }

    /** The same, with addresses that nothing is sent to. */
    public NotifierEnvironment environment(Templates templates, AddressPolicy policy) {
        InstantSource clock = InstantSource.fixed(TestNotifications.NOW);
        var clients = new HttpClients(vertx, files, clock, "Alertmanager/0.34.0", Map.of(), policy);
        return new NotifierEnvironment(
                vertx,
                clients,
                new BlockingSends(vertx),
                renderings,
                files,
                clock,
                templates,
                "team/test[0]",
                EXTERNAL_URL);
    }

    /** One attempt, and the end of the notifier. */
    public static SendResult send(Notifier notifier, Notification notification) {
        try (notifier) {
            return await(notifier.send(notification));
        } catch (Exception e) {
            throw new AssertionError("a notifier answers whatever happens", e);
        }
    }

    public static SendResult await(CompletionStage<SendResult> sent) {
        try {
            return sent.toCompletableFuture().get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("a notifier answers whatever happens", e);
        }
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
