package io.tocsin.core.engine;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.AlertHolder;
import io.tocsin.core.label.Labels;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.scenario.VirtualTime;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.stamp.Stamped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A journal in virtual time over a disk that can be slow, hang, break and lose what was not synced; it keeps its promises
 * to the engine all the same, as the server's does. Not thread-safe.
 */
final class UnreliableStateStore implements StateStore {
    /** So long whoever waits does so at most. */
    private static final Duration WAIT_MAX = Duration.ofSeconds(1);

    private final VirtualTime time;
    private Disk disk = new Disk();
    private Duration latency = Duration.ZERO;

    /** As the engine says; a broken disk may know otherwise. */
    private Map<String, Instant> nextFlushes = new LinkedHashMap<>();

    private List<Change> open = new ArrayList<>();
    private @Nullable List<Change> writing;
    private CompletableFuture<Void> openDurable = new CompletableFuture<>();
    private CompletableFuture<Void> writingDurable = new CompletableFuture<>();
    private boolean isWanted;
    private boolean isHanging;
    private boolean isBroken;
    private String trouble = "";

    private @Nullable LiveState live;
    private Instant restored = Instant.EPOCH;
    private Instant scanned = Instant.EPOCH;
    private int commits;

    /** Its identity is the key of timers; a crash makes it another. */
    private Object process = new Object();

    private record Change(Instant at, Consumer<Disk> apply) {}

    private static final class Disk {
        final Map<Labels, Stamped<Alert>> alerts = new LinkedHashMap<>();
        final Map<NotificationKey, Stamped<NotificationEntry>> notifications = new LinkedHashMap<>();
        final Map<String, Stamped<Silence>> silences = new LinkedHashMap<>();
        final Map<String, Instant> nextFlushes = new LinkedHashMap<>();

        @Nullable
        Instant aliveAt;
    }

    UnreliableStateStore(VirtualTime time) {
        this.time = time;
    }

    // --- what a test does to it ---

    /** From the next commit on each takes so long. */
    void setLatency(Duration duration) {
        latency = duration;
    }

    /** Commits do not end until {@link #recover}. */
    void hang() {
        isHanging = true;
    }

    /** Nothing can be written until {@link #recover}. */
    void breakDown(String why) {
        time.cancel(process);
        writing = null;
        open = new ArrayList<>();
        isBroken = true;
        troubleBegins(why);
    }

    /** The disk works again: what waits, or after a break everything, is written. */
    void recover() {
        isHanging = false;
        if (isBroken) {
            isBroken = false;
            rewrite();
        } else {
            finish();
        }
    }

    private void rewrite() {
        LiveState memory = live;
        disk = new Disk();
        if (memory != null) {
            memory.alerts().forEach(each -> disk.alerts.put(each.alert().labels(), each.version()));
            memory.notifications()
                    .forEach(entry -> disk.notifications.put(entry.value().key(), entry));
            memory.silences()
                    .forEach(silence -> disk.silences.put(silence.value().id(), silence));
        }
        disk.nextFlushes.putAll(nextFlushes);
        disk.aliveAt = time.now();
        open = new ArrayList<>();
        trouble = "";
    }

    /** The process is killed, and the disk repaired: of what is not durable yet a part may have reached the disk, in the order of its coming. */
    void crash(RandomGenerator random) {
        List<Change> lost = new ArrayList<>(writing == null ? List.of() : writing);
        if (!isHanging) {
            lost.addAll(open);
        }
        List<Change> reached = lost.subList(0, random.nextInt(lost.size() + 1));
        reached.forEach(change -> change.apply().accept(disk));
        Instant last = reached.isEmpty()
                ? Instant.MIN
                : reached.get(reached.size() - 1).at();
        // Not before all is there that the restart itself changes.
        if (last.isAfter(restored)) {
            disk.aliveAt = last;
        }
        time.cancel(process);
        process = new Object();
        writing = null;
        open = new ArrayList<>();
        openDurable = new CompletableFuture<>();
        writingDurable = new CompletableFuture<>();
        isWanted = false;
        isHanging = false;
        isBroken = false;
        trouble = "";
        live = null;
    }

    /** How many commits have ended well. */
    int commits() {
        return commits;
    }

    // --- the port ---

    @Override
    public StoredState restore(LiveState memory) {
        live = memory;
        restored = time.now();
        nextFlushes = new LinkedHashMap<>(disk.nextFlushes);
        writeLater();
        return onDisk();
    }

    /** What a restart would find if the process were killed now, and nothing more reached the disk. */
    StoredState onDisk() {
        return new StoredState(
                new ArrayList<>(disk.alerts.values()),
                new ArrayList<>(disk.notifications.values()),
                new ArrayList<>(disk.silences.values()),
                disk.nextFlushes,
                Optional.ofNullable(disk.aliveAt));
    }

    private void writeLater() {
        Object tick = new Object();
        Object current = process;
        time.schedule(tick, time.now().plus(LAZY_MAX), () -> {
            if (current == process) {
                if (!isBroken && (!disk.alerts.isEmpty() || !open.isEmpty())) {
                    want();
                }
                writeLater();
            }
        });
    }

    private void addRefreshed() {
        LiveState memory = live;
        if (memory == null || scanned.plus(LAZY_MAX).isAfter(time.now())) {
            return;
        }
        scanned = time.now();
        List<Stamped<Alert>> refreshed = new ArrayList<>();
        memory.takeRefreshed(each -> refreshed.add(each.version()));
        // One change: a commit that has some of them has all of them.
        change(to -> refreshed.forEach(alert -> to.alerts.put(alert.value().labels(), alert)));
    }

    private void change(Consumer<Disk> apply) {
        if (!isBroken) {
            open.add(new Change(time.now(), apply));
        }
    }

    @Override
    public void alertStored(AlertHolder alert) {
        change(to -> to.alerts.put(alert.alert().labels(), alert.version()));
    }

    @Override
    public void alertRefreshed(AlertHolder alert) {}

    @Override
    public void alertForgotten(AlertHolder alert) {
        Labels labels = alert.alert().labels();
        change(to -> to.alerts.remove(labels));
    }

    @Override
    public void alertReplaced(AlertHolder old, AlertHolder stored) {
        alertStored(stored);
    }

    @Override
    public void notificationRecorded(Stamped<NotificationEntry> entry) {
        change(to -> to.notifications.put(entry.value().key(), entry));
    }

    @Override
    public void notificationForgotten(NotificationKey key) {
        change(to -> to.notifications.remove(key));
    }

    @Override
    public void silenceStored(Stamped<Silence> silence) {
        change(to -> to.silences.put(silence.value().id(), silence));
    }

    @Override
    public void silenceForgotten(String id) {
        change(to -> to.silences.remove(id));
    }

    @Override
    public void flushScheduled(String groupKey, Instant at) {
        nextFlushes.put(groupKey, at);
        change(to -> to.nextFlushes.put(groupKey, at));
    }

    @Override
    public void groupForgotten(String groupKey) {
        nextFlushes.remove(groupKey);
        change(to -> to.nextFlushes.remove(groupKey));
    }

    @Override
    public CompletionStage<Void> committed() {
        if (!trouble.isEmpty()) {
            return CompletableFuture.failedStage(new StoreUnavailableException(trouble));
        }
        CompletableFuture<Void> durable = open.isEmpty() ? writingDurable : openDurable;
        if (open.isEmpty() && writing == null) {
            return CompletableFuture.completedStage(null);
        }
        want();
        if (!durable.isDone()) {
            Object current = process;
            time.schedule(durable, time.now().plus(WAIT_MAX), () -> {
                if (current == process && !durable.isDone()) {
                    troubleBegins("not written within 1s");
                }
            });
        }
        return durable;
    }

    @Override
    public CompletionStage<Void> committedSoon() {
        return committed();
    }

    @Override
    public Optional<String> trouble() {
        return trouble.isEmpty() ? Optional.empty() : Optional.of(trouble);
    }

    private void want() {
        if (writing != null) {
            isWanted = true;
            return;
        }
        isWanted = false;
        addRefreshed();
        writing = open;
        writingDurable = openDurable;
        open = new ArrayList<>();
        openDurable = new CompletableFuture<>();
        Instant begun = time.now();
        writing.add(new Change(begun, to -> to.aliveAt = begun));
        if (isHanging) {
            return;
        }
        if (latency.isZero()) {
            finish();
        } else {
            time.schedule(process, begun.plus(latency), this::finish);
        }
    }

    private void finish() {
        List<Change> done = writing;
        if (done == null || isHanging) {
            return;
        }
        done.forEach(change -> change.apply().accept(disk));
        writing = null;
        trouble = "";
        commits++;
        CompletableFuture<Void> durable = writingDurable;
        if (isWanted) {
            want();
        }
        durable.complete(null);
    }

    private void troubleBegins(String why) {
        trouble = why;
        List<CompletableFuture<Void>> waiting = List.of(writingDurable, openDurable);
        openDurable = new CompletableFuture<>();
        waiting.forEach(each -> each.completeExceptionally(new StoreUnavailableException(why)));
    }
}
