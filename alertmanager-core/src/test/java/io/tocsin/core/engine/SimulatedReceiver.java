package io.tocsin.core.engine;

import io.tocsin.core.label.Labels;
import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.Notification.NotifiedAlert;
import io.tocsin.core.pipeline.Notifier;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.core.scenario.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** Takes most of what it is told, at times slowly, and holds it against what it was told before. */
final class SimulatedReceiver implements Notifier {
    private final String name;
    private final VirtualTime time;
    private final Random random;
    private final Duration repeatInterval;
    private final IntSupplier crashes;
    private final Consumer<String> broken;
    private final Map<String, Told> byGroup = new HashMap<>();

    /** Whether each alert fires, as far as this receiver was told. */
    private final Map<Labels, Boolean> fires = new HashMap<>();

    private boolean isDown;
    private int taken;

    /** @param crashes how many there had been */
    private record Told(Set<Labels> firing, Set<Labels> resolved, Instant at, int crashes) {}

    /**
     * @param crashes how many there have been
     * @param broken is told what must not be
     */
    SimulatedReceiver(
            String name,
            VirtualTime time,
            Random random,
            Duration repeatInterval,
            IntSupplier crashes,
            Consumer<String> broken) {
        this.name = name;
        this.time = time;
        this.random = random;
        this.repeatInterval = repeatInterval;
        this.crashes = crashes;
        this.broken = broken;
    }

    void setDown(boolean down) {
        isDown = down;
    }

    boolean isDown() {
        return isDown;
    }

    boolean believesToFire(Labels alert) {
        return fires.getOrDefault(alert, false);
    }

    Set<Labels> believedToFire() {
        Set<Labels> firing = new HashSet<>(fires.keySet());
        firing.removeIf(alert -> !believesToFire(alert));
        return firing;
    }

    int taken() {
        return taken;
    }

    @Override
    public CompletionStage<SendResult> send(Notification notification) {
        if (isDown) {
            return CompletableFuture.completedStage(new SendResult.Rejected(FailureReason.CLIENT_ERROR, "400"));
        } else if (random.nextInt(15) == 0) {
            return CompletableFuture.completedStage(new SendResult.RetryLater(FailureReason.SERVER_ERROR, "503"));
        }
        take(notification);
        if (random.nextInt(3) > 0) {
            return CompletableFuture.completedStage(SendResult.delivered());
        }
        CompletableFuture<SendResult> answer = new CompletableFuture<>();
        Duration latency = Duration.ofMillis(random.nextInt(random.nextInt(4) == 0 ? 9_000 : 500));
        time.schedule(answer, time.now().plus(latency), () -> answer.complete(SendResult.delivered()));
        return answer;
    }

    @Override
    public String toString() {
        return name;
    }

    private void take(Notification notification) {
        taken++;
        Set<Labels> firing = labels(notification, false);
        Set<Labels> resolved = labels(notification, true);
        Told before = byGroup.get(notification.groupKey());
        if (before != null && isRepetition(before, firing, resolved)) {
            broken.accept(name + " was told again of " + notification.groupKey() + " (" + notification.reason()
                    + "), last at " + before.at());
        }
        byGroup.put(notification.groupKey(), new Told(firing, resolved, time.now(), crashes.getAsInt()));
        firing.forEach(alert -> fires.put(alert, true));
        resolved.forEach(alert -> fires.put(alert, false));
    }

    /** One after each crash is allowed: the process may have died before it could write down that it told. */
    private boolean isRepetition(Told before, Set<Labels> firing, Set<Labels> resolved) {
        boolean isNews = !before.firing().containsAll(firing)
                || !before.resolved().containsAll(resolved)
                || firing.isEmpty() && !before.firing().isEmpty();
        Duration since = Duration.between(before.at(), time.now());
        return !isNews && since.compareTo(repeatInterval) < 0 && crashes.getAsInt() == before.crashes();
    }

    private static Set<Labels> labels(Notification notification, boolean resolved) {
        Set<Labels> labels = new HashSet<>();
        for (NotifiedAlert each : notification.alerts()) {
            if (each.isResolved() == resolved) {
                labels.add(each.alert().labels());
            }
        }
        return labels;
    }
}
