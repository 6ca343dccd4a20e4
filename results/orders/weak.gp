# Made by odelia order; run gnuplot on this file to draw it again.
$d << EOD
24 2.0000 2.0027 2.0047 2.0163 gotta_go_fast
23 2.0000 2.0027 2.0047 2.0163 gotta_go_fast_legacy
22 1.0000 0.9937 0.9977 0.9981 ddpm_ancestral
21 1.0000 1.0012 1.0016 1.0073 ddpm_ancestral_large
20 2.0000 2.0022 2.0024 2.0033 dpm_2_ancestral
19 2.0000 1.9899 1.9975 1.9981 dpmpp_2s_ancestral
18 1.0000 0.9937 0.9977 0.9981 euler_ancestral
17 2.0000 1.9943 1.9954 2.0004 edm_stochastic
16 1.0000 0.9983 0.9991 0.9992 er_sde_1
15 2.0000 1.9967 2.0009 2.0038 er_sde_2
14 1.0000 1.3390 1.3476 1.4202 er_sde_2_legacy
13 2.0000 2.0442 2.0724 2.9942 er_sde_3
12 1.0000 1.0037 1.0050 1.0144 euler_maruyama
11 1.0000 0.9937 0.9977 0.9981 ddim
10 1.0000 1.0013 1.0021 1.0073 reverse_diffusion
9 2.0000 2.1312 2.1599 2.4309 sa_solver
8 2.0000 1.9871 2.0004 2.0009 dpmpp_2m_sde
7 2.0000 2.1365 2.1545 2.3641 dpmpp_3m_sde
6 2.0000 1.9278 2.0802 2.2741 dpmpp_3m_sde_legacy
5 2.0000 2.0003 2.0017 2.0207 dpmpp_sde
4 2.0000 1.9930 1.9975 1.9980 seeds_2
3 2.0000 1.9661 1.9849 1.9857 seeds_3
2 2.0000 2.0029 2.0048 2.0125 sra1
1 2.0000 2.0002 2.0029 2.0141 sra3
0 2.0000 2.0027 2.0047 2.0163 stochastic_heun
EOD
set title "Weak order on the reverse SDE, exact moments\n( | claimed, bar: observed over settings )" noenhanced font ',13' offset 0,-0.3
set xrange [0:3.4]
set yrange [-1:25]
set border 1 lc rgb '#888888'
set xtics 1 nomirror
set mxtics 2
set ytics nomirror scale 0 font ',9'
set grid xtics lc rgb '#dddddd' lw 1
set xlabel 'order'
set key off
set rmargin 3
set bars 0
set terminal pngcairo noenhanced size 900,510 font 'DejaVu Sans,10'
set output 'weak.png'
plot $d using 3:1:3:5:ytic(6) with xerrorbars pt 0 lw 5 lc rgb '#9ecae1', \
     $d using 4:1 with points pt 7 ps 0.7 lc rgb '#0072B2', \
     $d using 2:1 with points pt '|' lc rgb '#D55E00' font ',11'
set terminal svg noenhanced size 900,510 font 'DejaVu Sans,10'
set output 'weak.svg'
plot $d using 3:1:3:5:ytic(6) with xerrorbars pt 0 lw 5 lc rgb '#9ecae1', \
     $d using 4:1 with points pt 7 ps 0.7 lc rgb '#0072B2', \
     $d using 2:1 with points pt '|' lc rgb '#D55E00' font ',11'
