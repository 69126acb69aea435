package dev.tokenstorm.benchmarks;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/** Listens to the pauses of this JVM's collections, with a resolution of a millisecond. */
final class CollectionPauses implements AutoCloseable {
  private final NotificationListener listener = this::heard;
  private final List<Long> millis = new ArrayList<>();

  private CollectionPauses() {}

  static CollectionPauses listen() {
    CollectionPauses pauses = new CollectionPauses();
    for (NotificationEmitter collector : collectors()) {
      collector.addNotificationListener(pauses.listener, null, null);
    }
    return pauses;
  }

  private static List<NotificationEmitter> collectors() {
    List<NotificationEmitter> collectors = new ArrayList<>();
    for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
      collectors.add((NotificationEmitter) bean);
    }
    return collectors;
  }

  private synchronized void heard(Notification notification, Object unused) {
    if (notification
        .getType()
        .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
      millis.add(
          GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())
              .getGcInfo()
              .getDuration());
    }
  }

  synchronized int count() {
    return millis.size();
  }

  /** The pause that so large a share of them does not exceed; 0 if there was none. */
  synchronized long millis(double share) {
    if (millis.isEmpty()) {
      return 0;
    }
    List<Long> sorted = new ArrayList<>(millis);
    Collections.sort(sorted);
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }

  @Override
  public void close() {
    for (NotificationEmitter collector : collectors()) {
      try {
        collector.removeNotificationListener(listener);
      } catch (ListenerNotFoundException e) {
        throw new IllegalStateException("the collector has forgotten who listens", e);
      }
    }
  }
}
