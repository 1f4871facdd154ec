#!/bin/sh
# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# What is known of a job, read by builtins alone where possible, and the commands list, show, state. Sourced.
#
# The truth about a job:  result there: its state.  Else no runner file: pending where it was submitted, or while the
# starter holds jobs/ID/alive; interrupted else.  Else another boot: interrupted.  Else the runner's process is
# there: running or undoing.  Else a step of it still works (alive is held, and so is STATE/lock): running or
# undoing, orphaned yes.  Else interrupted.

load_job() { # DIR
    j_format='' j_action=- j_subject=- j_actor=- j_lock='' j_steps='' j_commit='' j_owner='' j_workdir='' j_bad=''
    while IFS= read -r lj || [ -n "$lj" ]; do
        lj_value=${lj#*"$T"}
        case $lj in
            format"$T"*) j_format=$lj_value;;
            action"$T"*) j_action=$lj_value;;
            subject"$T"*) j_subject=$lj_value;;
            actor"$T"*) j_actor=$lj_value;;
            lock"$T"*) j_lock=$lj_value;;
            steps"$T"*) j_steps=$lj_value;;
            commit"$T"*) j_commit=$lj_value;;
            owner"$T"*) j_owner=$lj_value;;
            workdir"$T"*) j_workdir=$lj_value;;
            *) j_bad=$lj;;
        esac
    done < "$1/job"
} 2>/dev/null

load_result() { # DIR
    r_state='' r_step=0 r_exit=- r_started=- r_ended=- r_reason=-
    while IFS= read -r lr; do
        lr_value=${lr#*"$T"}
        case $lr in
            state"$T"*) r_state=$lr_value;;
            step"$T"*) r_step=$lr_value;;
            exit"$T"*) r_exit=$lr_value;;
            started"$T"*) r_started=$lr_value;;
            ended"$T"*) r_ended=$lr_value;;
            reason"$T"*) r_reason=$lr_value;;
        esac
    done < "$1/result"
} 2>/dev/null

# Of a job that was submitted (pending.sh); false where it does not wait for its start any more.
load_pending() { # DIR; false where it is no pending job
    p_due=- p_approval=- p_user=''
    while IFS= read -r lp; do
        lp_value=${lp#*"$T"}
        case $lp in
            due"$T"*) p_due=$lp_value;;
            approval"$T"*) p_approval=$lp_value;;
            user"$T"*) p_user=$lp_value;;
        esac
    done < "$1/pending"
    [ ! -e "$1/approved" ] || [ "$p_approval" != needed ] || p_approval=approved
    [ -e "$1/pending" ] && [ ! -e "$1/runner" ] && [ ! -e "$1/result" ]
} 2>/dev/null

load_runner() { # DIR
    n_pid='' n_boot='' n_start='' n_user='' n_began=''
    while IFS= read -r ln; do
        ln_value=${ln#*"$T"}
        case $ln in
            pid"$T"*) n_pid=$ln_value;;
            boot"$T"*) n_boot=$ln_value;;
            start"$T"*) n_start=$ln_value;;
            user"$T"*) n_user=$ln_value;;
            began"$T"*) n_began=$ln_value;;
        esac
    done < "$1/runner"
    [ -n "$n_began" ]
} 2>/dev/null

# e_*: sets of step numbers as " 1 2 ". A torn or foreign line is passed over.
load_events() { # DIR
    e_seq=0 e_time=- e_step=0 e_kind='' e_first=- e_started=' ' e_done=' ' e_failed=' ' e_undone=' ' e_undoing=no e_exit=-
    while IFS=$T read -r le_seq le_time le_step le_kind le_exit le_at le_rest; do
        is_number "$le_seq" && is_number "$le_step" && is_number "$le_at" && [ -z "$le_rest" ] || continue
        case $le_kind in
            start) e_started="$e_started$le_step ";;
            end) if [ "$le_exit" = 0 ]; then e_done="$e_done$le_step "
                 else e_failed="$e_failed$le_step "; e_exit=$le_exit
                 fi;;
            undo) e_undoing=yes;;
            undone) e_undoing=yes; [ "$le_exit" != 0 ] || e_undone="$e_undone$le_step ";;
            *) continue;;
        esac
        e_seq=$le_seq e_time=$le_time e_step=$le_step e_kind=$le_kind
        [ "$e_first" != - ] || e_first=$le_time
    done < "$1/events"
} 2>/dev/null

in_set() { case $2 in *" $1 "*) return 0;; *) return 1;; esac; }

# Held by somebody? Probing takes the lock for a moment; whoever takes it in earnest tries more than once.
is_held() { # FILE
    [ -e "$1" ] || return 1
    flock -n -x -E 9 7<"$1" 7 2>/dev/null
    [ $? -eq 9 ]
}

# state, orphaned
load_state() { # DIR
    orphaned=no
    if [ -e "$1/result" ]; then load_result "$1"; state=$r_state; return; fi
    load_events "$1"
    moving=running; [ "$e_undoing" = no ] || moving=undoing
    state=interrupted
    if ! load_runner "$1"; then
        if [ -e "$1/pending" ] || is_held "$1/alive"; then state=pending; fi
    else
        boot_id
        [ "$n_boot" = "$boot" ] || return 0
        if is_alive "$n_pid" "$n_start"; then state=$moving; return; fi
        if is_held "$1/alive" && is_held "$STATE/lock"; then state=$moving orphaned=yes; fi
    fi
    # It may have finished while we looked.
    [ ! -e "$1/result" ] || load_state "$1"
}

cmd_state() {
    load_state "$dir"
    say state "$state"
    say orphaned "$orphaned"
    load_events "$dir"
    say step "$e_step"
}

# One line a job, newest first: id state action subject actor started ended step steps exit reason due approval. Those
# that wait for their start are told even where they are older.
cmd_list() { # [N]
    count=${1:-50}
    is_number "$count" || die 2 'list: N is a number'
    # shellcheck disable=SC2012  # names are checked below
    ls -1r "$STATE/jobs" | while IFS= read -r id; do
        dir=$STATE/jobs/$id
        if [ "$count" -gt 0 ]; then count=$((count - 1))
        elif [ ! -e "$dir/pending" ] || [ -e "$dir/result" ]; then continue
        fi
        is_id "$id" && [ -d "$dir" ] || continue
        load_pending "$dir" || :
        load_job "$dir"; load_events "$dir"; load_state "$dir"
        if [ ! -e "$dir/result" ]; then r_started=$e_first r_ended=- r_step=$e_step r_exit=- r_reason=-; fi
        printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$id" "$state" "$j_action" "$j_subject" \
            "$j_actor" "$r_started" "$r_ended" "$r_step" "${j_steps:--}" "$r_exit" "$r_reason" "$p_due" "$p_approval"
    done
}

cmd_show() {
    while IFS= read -r line || [ -n "$line" ]; do say job "$line"; done < "$dir/job"
    cmd_state
    for name in pending approved runner cancel result; do
        [ -e "$dir/$name" ] || continue
        while IFS= read -r line; do say "$name" "$line"; done < "$dir/$name"
    done
    [ ! -e "$dir/events" ] || while IFS= read -r line; do
        [ -z "$line" ] || say event "$line"
    done < "$dir/events"
    [ ! -e "$dir/output.log" ] || say output "$(stat -c %s "$dir/output.log")"
}
