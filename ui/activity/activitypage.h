#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/activitymodel.h"
#include "ui/shell/page.h"

#include <QTimer>
#include <QWidget>

namespace bouncepro {

class ActivityRows;
class Banner;
class Button;
class Card;
class ChoiceBox;
class EmptyState;
class ErrorState;
class Field;
class IncidentFile;
class JobRecordCard;
class LoadingBars;
class PageHead;
class RowList;
class Split;
class Text;

/// Who did what on a server, when, with what result, and whether the audit's chain vouches for it.
class ActivityPage : public QWidget
{
    Q_OBJECT

public:
    explicit ActivityPage(ServerDesk &desk, QWidget *parent = nullptr);

private:
    QWidget *makeFilters();
    Card *makeList();
    void readWhenReady();
    void show();
    void showHead();
    void showFailure();
    QString auditFile() const;
    void showChoices();
    void keepRow();
    void showAll();

    ServerDesk &m_desk;
    ActivityModel m_model;
    ActivityFilter m_filter;
    ActivityRows *m_rows;
    QTimer m_clock; // ages what is shown
    bool m_wasReady = false;
    QString m_chosen; // of the row whose record is shown; it survives a reset
    PageHead *m_head;
    IncidentFile *m_incident;
    Button *m_bundle;
    Button *m_again;
    Banner *m_saved;
    Banner *m_broken;
    Banner *m_stale;
    ErrorState *m_failure;
    EmptyState *m_empty;
    LoadingBars *m_loading;
    QWidget *m_filters;
    Field *m_words;
    ChoiceBox *m_action;
    ChoiceBox *m_person;
    Card *m_listCard;
    RowList *m_list;
    EmptyState *m_nothing;
    JobRecordCard *m_record;
    Split *m_split;
};

/// The page of the capability "activity".
Page activityPage();

} // namespace bouncepro
